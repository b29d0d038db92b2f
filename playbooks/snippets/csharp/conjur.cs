// @file Credential.cs
// @note .NET 8 or later, with nullable reference types. Put the record into a namespace of yours.
using System;
// with optional
using System.Net;
// end
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

/// <summary>The __title__, read from CyberArk Conjur.</summary>
public sealed record Credential(
    // each part, comma between
    string __part__,
    // or optional
    string? __part__,
    // end
)
{
    public static async Task<Credential> ReadAsync(CancellationToken cancellationToken = default)
    {
        var url = Setting("CONJUR_APPLIANCE_URL").TrimEnd('/');
        var account = Uri.EscapeDataString(Setting("CONJUR_ACCOUNT"));
        var login = Uri.EscapeDataString(Setting("CONJUR_AUTHN_LOGIN"));

        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        using var signIn = new HttpRequestMessage(HttpMethod.Post, $"{url}/authn/{account}/{login}/authenticate")
        {
            Content = new StringContent(Setting("CONJUR_AUTHN_API_KEY")),
        };
        var token = await SendAsync(client, signIn, cancellationToken);
        var authorization = $"Token token=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(token))}\"";

        async Task<string> VariableAsync(string id)
        {
            // The slashes of a variable's name are written as %2F.
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{url}/secrets/{account}/variable/{Uri.EscapeDataString(id)}");
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
            var value = await SendAsync(client, request, cancellationToken);
            return string.IsNullOrWhiteSpace(value) ? throw new InvalidOperationException($"Conjur variable {id} is empty") : value;
        }

        // with optional
        async Task<string?> OptionalAsync(string id)
        {
            try
            {
                return await VariableAsync(id);
            }
            catch (InvalidOperationException error) when (error.InnerException is HttpRequestException { StatusCode: HttpStatusCode.NotFound })
            {
                // Conjur has no such variable, or no value in it.
                return null;
            }
        }

        // end
        return new Credential(
            // each part, comma between
            await VariableAsync("__id__"),
            // or optional
            await OptionalAsync("__id__"),
            // end
        );
    }

    private static async Task<string> SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode
                ? await answer.Content.ReadAsStringAsync(cancellationToken)
                : throw new InvalidOperationException(
                    $"Conjur answered {(int)answer.StatusCode} to {request.RequestUri}", new HttpRequestException(null, null, answer.StatusCode));
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new InvalidOperationException($"cannot reach Conjur at {request.RequestUri}", error);
        }
    }

    private static string Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"environment variable {variable} is not set or empty");

    /// <summary>Keeps the values out of logs.</summary>
    public override string ToString() => "Credential { concealed }";
}
