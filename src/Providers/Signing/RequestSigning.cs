using System.Globalization;
using System.Text;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Signing;

/// <summary>The closed list of ways in which a request is signed; the words are the catalog compiler's.</summary>
internal sealed class RequestSigning(TimeProvider clock, Func<int, int> chance)
{
    private readonly DateTimeOffset now = clock.GetUtcNow();
    private string? nonce;

    /// <summary>Names that every request has: the time in seconds and in milliseconds, and a number used once.</summary>
    public static bool Binds(string name) => name is "time" or "time-ms" or "nonce";

    public string? Value(string name) => name switch
    {
        "time" => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        "time-ms" => now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        "nonce" => nonce ??= string.Concat(Enumerable.Range(0, 32).Select(_ => "0123456789abcdef"[chance(16)])),
        _ => null,
    };

    public void Sign(OutgoingRequest request, string auth, Func<string, string?> value)
    {
        var space = auth.IndexOf(' ');
        var (verb, rest) = space < 0 ? (auth, "") : (auth[..space], auth[(space + 1)..]);
        switch (verb)
        {
            case "none":
                break;
            case "bearer":
                request.Add("Authorization", "Bearer " + Template.Fill(rest, value, Template.ForHeader));
                break;
            case "header":
                var colon = rest.IndexOf(": ", StringComparison.Ordinal);
                request.Add(rest[..colon], Template.Fill(rest[(colon + 2)..], value, Template.ForHeader));
                break;
            case "query":
                Append(request, Template.Fill(rest, value, Template.ForAddress));
                break;
            case "basic":
                Basic(request, Words(rest, value), rest.Split(' ')[0]);
                break;
            case "aws-sigv4":
                AwsSignature.Sign(request, Words(rest, value), now);
                break;
            case "gcp-jwt":
                Assertion(request, Words(rest, value));
                break;
            case "github-app-jwt":
                var app = Words(rest, value);
                request.Add("Authorization", "Bearer " + SignedToken.Rs256($$"""{"iat":{{now.ToUnixTimeSeconds() - 60}},"exp":{{now.ToUnixTimeSeconds() + 300}},"iss":"{{Template.ForJson(app[0])}}"}""", app[1]));
                break;
            case "oauth-client-credentials":
                ClientCredentials(request, Words(rest, value), rest.Split(' ')[0]);
                break;
            case "azure-shared-key":
                AzureSignature.SharedKey(request, Words(rest, value), now);
                break;
            case "azure-sas":
                Append(request, AzureSignature.Query(Words(rest, value)[0]));
                break;
            case "azure-sas-key":
                AzureSignature.SharedAccess(request, Words(rest, value), now);
                break;
            case "hmac-sha256":
                MacHeader.Sign(request, rest, value);
                break;
            default:
                throw new InvalidDataException($"the catalog names a way to sign that there is not: {verb}");
        }
    }

    private static void Basic(OutgoingRequest request, string[] words, string user)
    {
        if (words[0].Contains(':')) throw new UnfitValueException("a user name with a colon can't be sent");
        request.Add("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{words[0]}:{(words.Length > 1 ? words[1] : "")}")));
        if (user.Contains('{') && !user.Contains("{secret}", StringComparison.Ordinal)) request.Account = words[0];
    }

    /// <summary>RFC 7523: a signed statement in exchange for a token.</summary>
    private void Assertion(OutgoingRequest request, string[] words)
    {
        var issued = now.ToUnixTimeSeconds();
        var claims = $$"""{"iss":"{{Template.ForJson(words[0])}}","scope":"{{Template.ForJson(words[2])}}","aud":"https://oauth2.googleapis.com/token","iat":{{issued}},"exp":{{issued + 600}}}""";
        Form(request, $"grant_type={Uri.EscapeDataString("urn:ietf:params:oauth:grant-type:jwt-bearer")}&assertion={SignedToken.Rs256(claims, words[1])}");
    }

    private static void ClientCredentials(OutgoingRequest request, string[] words, string user)
    {
        Basic(request, [Uri.EscapeDataString(words[0]), Uri.EscapeDataString(words[1])], user);
        if (request.Body is null) Form(request, "grant_type=client_credentials" + (words.Length > 2 ? $"&scope={Uri.EscapeDataString(words[2])}" : ""));
    }

    private static void Form(OutgoingRequest request, string text)
    {
        request.Body = Encoding.ASCII.GetBytes(text);
        request.ContentType = "application/x-www-form-urlencoded";
    }

    internal static void Append(OutgoingRequest request, string query)
    {
        var text = request.Address.AbsoluteUri;
        request.Address = new Uri(text + (text.Contains('?') ? "&" : "?") + query);
    }

    /// <summary>Arguments are divided before anything is filled in: a value with a blank stays one argument.</summary>
    private static string[] Words(string rest, Func<string, string?> value) => [.. rest.Split(' ').Select(w => w == "\"\"" ? "" : Template.Fill(w, value, Template.AsItIs)).ToArray()];
}
