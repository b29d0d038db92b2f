<?php

// @file Credential.php
// @note PHP 8.2 or later. Put the class into a namespace of yours.
declare(strict_types=1);

/** The __title__, read from a mounted Kubernetes Secret. */
final class Credential
{
    private const FOLDER = '/var/run/secrets/__label__';

    private function __construct(
        // each part
        #[\SensitiveParameter] public readonly string $__part__,
        // or optional
        #[\SensitiveParameter] public readonly ?string $__part__,
        // end
    ) {
    }

    /** Reads anew at each call: the kubelet replaces the files when the Secret changes. */
    public static function read(): self
    {
        return new self(
            // each part
            self::required('__field__', '__variable__'),
            // or optional
            self::optional('__field__', '__variable__'),
            // end
        );
    }

    /** Keeps the values out of dumps. */
    public function __debugInfo(): array
    {
        return [];
    }

    // with optional
    private static function optional(string $name, string $variable): ?string
    {
        $present = is_file(self::FOLDER . '/' . $name) || trim((string) getenv($variable)) !== '';

        return $present ? self::required($name, $variable) : null;
    }

    // end
    private static function required(string $name, string $variable): string
    {
        $file = self::FOLDER . '/' . $name;
        $value = is_file($file) ? file_get_contents($file) : getenv($variable);
        if ($value === false || trim($value) === '') {
            throw new \RuntimeException("$file and environment variable $variable are both missing or empty");
        }

        return rtrim($value, "\r\n");
    }
}
