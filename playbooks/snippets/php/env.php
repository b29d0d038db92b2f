<?php

// @file Credential.php
// @note PHP 8.2 or later. Put the class into a namespace of yours.
declare(strict_types=1);

/** The __title__, read from environment variables. */
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
        return new self(
            // each part
            self::required('__variable__'),
            // or optional
            self::optional('__variable__'),
            // end
        );
    }

    /** Keeps the values out of dumps. */
    public function __debugInfo(): array
    {
        return [];
    }

    // with optional
    private static function optional(string $variable): ?string
    {
        return trim((string) getenv($variable)) === '' ? null : self::required($variable);
    }

    // end
    private static function required(string $variable): string
    {
        $value = getenv($variable);
        if ($value === false || trim($value) === '') {
            throw new \RuntimeException("environment variable $variable is not set or empty");
        }

        return $value;
    }
}
