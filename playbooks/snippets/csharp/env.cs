// @file Credential.cs
// @note .NET 8 or later, with nullable reference types. Put the record into a namespace of yours.
using System;

/// <summary>The __title__, read from environment variables.</summary>
public sealed record Credential(
    // each part, comma between
    string __part__,
    // or optional
    string? __part__,
    // end
)
{
    public static Credential Read() => new(
        // each part, comma between
        Required("__variable__"),
        // or optional
        Optional("__variable__"),
        // end
    );

    // with optional
    private static string? Optional(string variable) =>
        string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable)) ? null : Required(variable);

    // end
    private static string Required(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrWhiteSpace(value)
            ? throw new InvalidOperationException($"environment variable {variable} is not set or empty")
            : value;
    }

    /// <summary>Keeps the values out of logs.</summary>
    public override string ToString() => "Credential { concealed }";
}
