// @file Credential.cs
// @install dotnet add package Azure.Identity && dotnet add package Azure.Security.KeyVault.Secrets
// @note .NET 8 or later, with nullable reference types. Put the record into a namespace of yours.
using System;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

/// <summary>The __title__, read from Azure Key Vault.</summary>
public sealed record Credential(
    // each part, comma between
    string __part__,
    // or optional
    string? __part__,
    // end
)
{
    private const string SecretName = "__label__";

    public static async Task<Credential> ReadAsync(CancellationToken cancellationToken = default)
    {
        var fields = Parse(await FetchAsync(new Uri(Setting("AZURE_KEY_VAULT_URL")), cancellationToken));
        return new Credential(
            // each part, comma between
            Required(fields, "__field__"),
            // or optional
            Optional(fields, "__field__"),
            // end
        );
    }

    private static async Task<string> FetchAsync(Uri vault, CancellationToken cancellationToken)
    {
        try
        {
            var client = new SecretClient(vault, new DefaultAzureCredential());
            KeyVaultSecret secret = await client.GetSecretAsync(SecretName, cancellationToken: cancellationToken);
            return secret.Value;
        }
        catch (Exception error) when (error is RequestFailedException or AuthenticationFailedException)
        {
            throw new InvalidOperationException($"cannot read {SecretName} from {vault}", error);
        }
    }

    private static JsonElement Parse(string? text)
    {
        try
        {
            using var document = JsonDocument.Parse(text ?? "");
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document.RootElement.Clone();
            }
        }
        catch (JsonException)
        {
            // Not kept as the inner exception: it may quote the text.
        }

        throw new InvalidOperationException($"{SecretName} is not a JSON object");
    }

    // with optional
    private static string? Optional(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var field) && field.ToString().Length > 0 ? Required(fields, name) : null;

    // end
    private static string Required(JsonElement fields, string name)
    {
        var value = fields.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.String ? field.GetString() : null;
        return string.IsNullOrWhiteSpace(value)
            ? throw new InvalidOperationException($"{SecretName} has no field {name}, or an empty one")
            : value;
    }

    private static string Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"environment variable {variable} is not set or empty");

    /// <summary>Keeps the values out of logs.</summary>
    public override string ToString() => "Credential { concealed }";
}
