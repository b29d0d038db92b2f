// @file Credential.cs
// @install dotnet add package AWSSDK.SecretsManager
// @note .NET 8 or later, with nullable reference types. Put the record into a namespace of yours.
using System;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;

/// <summary>The __title__, read from AWS Secrets Manager.</summary>
public sealed record Credential(
    // each part, comma between
    string __part__,
    // or optional
    string? __part__,
    // end
)
{
    private const string SecretName = "__path__";

    public static async Task<Credential> ReadAsync(CancellationToken cancellationToken = default)
    {
        var fields = Parse(await FetchAsync(cancellationToken));
        return new Credential(
            // each part, comma between
            Required(fields, "__field__"),
            // or optional
            Optional(fields, "__field__"),
            // end
        );
    }

    private static async Task<string?> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new AmazonSecretsManagerClient();
            var answer = await client.GetSecretValueAsync(new GetSecretValueRequest { SecretId = SecretName }, cancellationToken);
            return answer.SecretString;
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException)
        {
            throw new InvalidOperationException($"cannot read {SecretName} from AWS Secrets Manager", error);
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

    /// <summary>Keeps the values out of logs.</summary>
    public override string ToString() => "Credential { concealed }";
}
