<?php

// @file Credential.php
// @note PHP 8.2 or later. Put the class into a namespace of yours.
// @note Needs the curl extension.
declare(strict_types=1);

/** The __title__, read from CyberArk Conjur. */
final class Credential
{
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
        $url = rtrim(self::setting('CONJUR_APPLIANCE_URL'), '/');
        $account = rawurlencode(self::setting('CONJUR_ACCOUNT'));
        $login = rawurlencode(self::setting('CONJUR_AUTHN_LOGIN'));
        $token = self::request("$url/authn/$account/$login/authenticate", [], self::setting('CONJUR_AUTHN_API_KEY'));
        $headers = ['Authorization: Token token="' . base64_encode($token) . '"'];
        $secrets = "$url/secrets/$account/variable";

        return new self(
            // each part
            self::variable($secrets, '__id__', $headers),
            // or optional
            self::optional($secrets, '__id__', $headers),
            // end
        );
    }

    /** Keeps the values out of dumps. */
    public function __debugInfo(): array
    {
        return [];
    }

    // with optional
    private static function optional(string $secrets, string $id, #[\SensitiveParameter] array $headers): ?string
    {
        try {
            return self::variable($secrets, $id, $headers);
        } catch (\RuntimeException $error) {
            // Conjur has no such variable, or no value in it.
            return $error->getCode() === 404 ? null : throw $error;
        }
    }

    // end
    private static function variable(string $secrets, string $id, #[\SensitiveParameter] array $headers): string
    {
        // The slashes of a variable's name are written as %2F.
        $value = self::request($secrets . '/' . rawurlencode($id), $headers);
        if (trim($value) === '') {
            throw new \RuntimeException("Conjur variable $id is empty");
        }

        return $value;
    }

    /** @param list<string> $headers */
    private static function request(string $url, #[\SensitiveParameter] array $headers, #[\SensitiveParameter] ?string $body = null): string
    {
        $curl = curl_init($url);
        curl_setopt_array($curl, [
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_HTTPHEADER => $headers,
            CURLOPT_TIMEOUT => 10,
        ]);
        if ($body !== null) {
            curl_setopt($curl, CURLOPT_POSTFIELDS, $body);
        }
        $answer = curl_exec($curl);
        $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
        if ($answer === false) {
            throw new \RuntimeException("cannot reach $url: " . curl_error($curl));
        }
        if ($status !== 200) {
            throw new \RuntimeException("$url answered $status", $status);
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
