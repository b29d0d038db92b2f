<?php

// @file Credential.php
// @note PHP 8.2 or later. Put the class into a namespace of yours.
// @install composer require google/cloud-secret-manager
declare(strict_types=1);

use Google\ApiCore\ApiException;
use Google\ApiCore\ValidationException;
use Google\Cloud\SecretManager\V1\AccessSecretVersionRequest;
use Google\Cloud\SecretManager\V1\Client\SecretManagerServiceClient;

/** The __title__, read from Google Cloud Secret Manager. */
final class Credential
{
    private const SECRET = '__label__';

    private function __construct(
        // each part
        #[\SensitiveParameter] public readonly string $__part__,
        // or optional
        #[\SensitiveParameter] public readonly ?string $__part__,
        // end
    ) {
    }

    public static function read(): self
    {
        $fields = self::parse(self::fetch(self::setting('GOOGLE_CLOUD_PROJECT')));

        return new self(
            // each part
            self::required($fields, '__field__'),
            // or optional
            self::optional($fields, '__field__'),
            // end
        );
    }

    /** Keeps the values out of dumps. */
    public function __debugInfo(): array
    {
        return [];
    }

    private static function fetch(string $project): ?string
    {
        $name = SecretManagerServiceClient::secretVersionName($project, self::SECRET, 'latest');
        try {
            $client = new SecretManagerServiceClient();
            $answer = $client->accessSecretVersion((new AccessSecretVersionRequest())->setName($name));
        } catch (ApiException | ValidationException $error) {
            throw new \RuntimeException("cannot read $name", 0, $error);
        }

        return $answer->getPayload()?->getData();
    }

    private static function parse(#[\SensitiveParameter] ?string $text): array
    {
        $fields = json_decode($text ?? '', true);
        if (!is_array($fields)) {
            throw new \RuntimeException(self::SECRET . ' is not a JSON object');
        }

        return $fields;
    }

    // with optional
    private static function optional(#[\SensitiveParameter] array $fields, string $name): ?string
    {
        return ($fields[$name] ?? '') === '' ? null : self::required($fields, $name);
    }

    // end
    private static function required(#[\SensitiveParameter] array $fields, string $name): string
    {
        $value = $fields[$name] ?? null;
        if (!is_string($value) || trim($value) === '') {
            throw new \RuntimeException(self::SECRET . " has no field $name, or an empty one");
        }

        return $value;
    }

    private static function setting(string $variable): string
    {
        $value = trim((string) getenv($variable));
        if ($value === '') {
            throw new \RuntimeException("environment variable $variable is not set or empty");
        }

        return $value;
    }
}
