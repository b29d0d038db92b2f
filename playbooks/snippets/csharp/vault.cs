// @file Credential.cs
// @install dotnet add package VaultSharp
// @note .NET 8 or later, with nullable reference types. Put the record into a namespace of yours.
using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading.Tasks;
using VaultSharp;
using VaultSharp.Core;
using VaultSharp.V1.AuthMethods.Token;

/// <summary>The __title__, read from HashiCorp Vault.</summary>
public sealed record Credential(
    // each part, comma between
    string __part__,
    // or optional
    string? __part__,
    // end
)
{
    private const string Mount = "secret";
    private const string SecretPath = "__path__";

    public static async Task<Credential> ReadAsync()
    {
        var fields = await FetchAsync();
        return new Credential(
            // each part, comma between
            Required(fields, "__field__"),
            // or optional
            Optional(fields, "__field__"),
            // end
        );
    }

    private static async Task<IDictionary<string, object>> FetchAsync()
    {
        var settings = new VaultClientSettings(Setting("VAULT_ADDR"), new TokenAuthMethodInfo(Setting("VAULT_TOKEN")))
        {
            Namespace = Environment.GetEnvironmentVariable("VAULT_NAMESPACE"),
            VaultServiceTimeout = TimeSpan.FromSeconds(10),
        };
        try
        {
            var answer = await new VaultClient(settings).V1.Secrets.KeyValue.V2.ReadSecretAsync(path: SecretPath, mountPoint: Mount);
            // KV version 2: the fields stand in the data of the data; a deleted version has none.
            return answer.Data.Data ?? new Dictionary<string, object>();
        }
        catch (Exception error) when (error is VaultApiException or HttpRequestException or TaskCanceledException)
        {
            throw new InvalidOperationException($"cannot read {Mount}/{SecretPath} from Vault", error);
        }
    }

    // with optional
    private static string? Optional(IDictionary<string, object> fields, string name) =>
        fields.TryGetValue(name, out var field) && field?.ToString() is { Length: > 0 } ? Required(fields, name) : null;

    // end
    private static string Required(IDictionary<string, object> fields, string name)
    {
        var value = fields.TryGetValue(name, out var field) ? field?.ToString() : null;
        return string.IsNullOrWhiteSpace(value)
            ? throw new InvalidOperationException($"{Mount}/{SecretPath} has no field {name}, or an empty one")
            : value;
    }

    private static string Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"environment variable {variable} is not set or empty");

    /// <summary>Keeps the values out of logs.</summary>
    public override string ToString() => "Credential { concealed }";
}
