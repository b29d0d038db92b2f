// @file Credential.cs
// @note .NET 8 or later, with nullable reference types. Put the record into a namespace of yours.
using System;
using System.IO;

/// <summary>The __title__, read from a mounted Kubernetes Secret.</summary>
public sealed record Credential(
    // each part, comma between
    string __part__,
    // or optional
    string? __part__,
    // end
)
{
    private const string Folder = "/var/run/secrets/__label__";

    /// <summary>Reads anew at each call: the kubelet replaces the files when the Secret changes.</summary>
    public static Credential Read() => new(
        // each part, comma between
        Required("__field__", "__variable__"),
        // or optional
        Optional("__field__", "__variable__"),
        // end
    );

    // with optional
    private static string? Optional(string name, string variable) =>
        File.Exists(Path.Combine(Folder, name)) || !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable)) ? Required(name, variable) : null;

    // end
    private static string Required(string name, string variable)
    {
        var file = Path.Combine(Folder, name);
        var value = File.Exists(file) ? File.ReadAllText(file).TrimEnd('\r', '\n') : Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrWhiteSpace(value)
            ? throw new InvalidOperationException($"{file} and environment variable {variable} are both missing or empty")
            : value;
    }

    /// <summary>Keeps the values out of logs.</summary>
    public override string ToString() => "Credential { concealed }";
}
