<?php

// @file Credential.php
// @note PHP 8.2 or later. Put the class into a namespace of yours.
// @note Needs the curl extension.
declare(strict_types=1);

/** The __title__, read from HashiCorp Vault. */
final class Credential
{
    private const MOUNT = 'secret';
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
        $headers = ['X-Vault-Token: ' . self::setting('VAULT_TOKEN'), 'X-Vault-Request: true'];
        $namespace = getenv('VAULT_NAMESPACE');
        if ($namespace !== false && $namespace !== '') {
            $headers[] = "X-Vault-Namespace: $namespace";
        }
        $path = implode('/', array_map(rawurlencode(...), explode('/', self::SECRET)));
        $url = rtrim(self::setting('VAULT_ADDR'), '/') . '/v1/' . self::MOUNT . "/data/$path";
        $answer = json_decode(self::request($url, $headers), true);
        // KV version 2: the fields stand in the data of the data.
        $fields = $answer['data']['data'] ?? [];

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
