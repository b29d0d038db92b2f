<?php

// @file Credential.php
// @note PHP 8.2 or later. Put the class into a namespace of yours.
// @note Azure has no maintained library for PHP: this asks the managed identity of a virtual machine for a token. App Service and AKS have other endpoints for it. Behind a proxy, 169.254.169.254 has to stand in no_proxy. Needs the curl extension.
declare(strict_types=1);

/** The __title__, read from Azure Key Vault. */
final class Credential
{
    private const SECRET = '__label__';
    private const IDENTITY_URL = 'http://169.254.169.254/metadata/identity/oauth2/token'
        . '?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net';

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
        $vault = rtrim(self::setting('AZURE_KEY_VAULT_URL'), '/');
        $identity = json_decode(self::request(self::IDENTITY_URL, ['Metadata: true']), true);
        $headers = ['Authorization: Bearer ' . ($identity['access_token'] ?? '')];
        $answer = json_decode(self::request("$vault/secrets/" . self::SECRET . '?api-version=7.4', $headers), true);
        $fields = self::parse($answer['value'] ?? null);

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

    /** @param list<string> $headers */
    private static function request(string $url, #[\SensitiveParameter] array $headers): string
    {
        $curl = curl_init($url);
        curl_setopt_array($curl, [
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_HTTPHEADER => $headers,
            CURLOPT_TIMEOUT => 10,
        ]);
        $answer = curl_exec($curl);
        $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
        if ($answer === false) {
            throw new \RuntimeException("cannot reach $url: " . curl_error($curl));
        }
        if ($status !== 200) {
            throw new \RuntimeException("$url answered $status");
        }

        return $answer;
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
