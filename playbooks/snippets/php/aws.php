<?php

// @file Credential.php
// @note PHP 8.2 or later. Put the class into a namespace of yours.
// @install composer require aws/aws-sdk-php
declare(strict_types=1);

use Aws\Exception\AwsException;
use Aws\Exception\CredentialsException;
use Aws\SecretsManager\SecretsManagerClient;

/** The __title__, read from AWS Secrets Manager. */
final class Credential
{
    private const SECRET = '__path__';

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
        $fields = self::parse(self::fetch());

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

    private static function fetch(): ?string
    {
        try {
            $client = new SecretsManagerClient(['version' => '2017-10-17', 'http' => ['timeout' => 10]]);

            return $client->getSecretValue(['SecretId' => self::SECRET])['SecretString'];
        } catch (AwsException | CredentialsException $error) {
            throw new \RuntimeException('cannot read ' . self::SECRET . ' from AWS Secrets Manager', 0, $error);
        }
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
}
