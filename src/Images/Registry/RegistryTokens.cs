using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Stanch.Images.Layers;
using Stanch.Sources;

namespace Stanch.Images.Registry;

/// <summary>
/// What a registry is shown. It may name a place that makes tokens: the login goes there, over TLS (or on this machine), and asks for the right to pull from this one repository
/// and for nothing else, whatever the registry proposes.
/// </summary>
/// <param name="send">Sends a request to where it may go.</param>
internal sealed class RegistryTokens(RegistryName name, RegistryLogins logins, Func<HttpRequestMessage, CancellationToken, HttpResponseMessage> send)
{
    private const int LargestAnswer = 1 << 20;

    private readonly Lazy<RegistryLogin?> login = new(() => logins.For(name.Host));
    private readonly Lock guard = new();

    public AuthenticationHeaderValue? Current { get; private set; }
    public bool LoggedIn => login.IsValueCreated && login.Value is not null;

    /// <summary>After a refusal. Others may wait for the same token.</summary>
    public void Renew(Challenge challenge, Uri registry, CancellationToken stop)
    {
        lock (guard)
        {
            if (challenge.IsBasic)
            {
                if (login.Value is { User.Length: > 0 } pair) Current = Basic(pair);
            }
            else if (challenge.IsBearer) Current = new AuthenticationHeaderValue("Bearer", Token(challenge, registry, stop));
            else throw new StoreFault(SkipReason.Unsupported, "the registry asks for a login of a kind that is not known");
        }
    }

    private string Token(Challenge challenge, Uri registry, CancellationToken stop)
    {
        if (!Uri.TryCreate(challenge.Realm, UriKind.Absolute, out var realm) || realm.Scheme is not ("https" or "http") || realm.UserInfo.Length > 0)
            throw new StoreFault(SkipReason.Unreadable, "the registry names no place that makes tokens");
        if (realm.Scheme == "http" && registry.Scheme != "http") throw new StoreFault(SkipReason.Unreadable, $"the registry would have the login sent to {realm.Authority} without TLS");
        using var request = Request(challenge, realm);
        using var answer = send(request, stop);
        if (!answer.IsSuccessStatusCode)
            throw new StoreFault(SkipReason.Unreadable, login.Value is null ? $"no token without a login ({(int)answer.StatusCode} from {realm.Authority}): 'docker login {name.Host}' keeps one" : $"{realm.Authority} refuses this login ({(int)answer.StatusCode})");
        return Read(answer, stop) is { Length: > 0 } token ? token : throw new StoreFault(SkipReason.Unreadable, $"no token came from {realm.Authority}");
    }

    private HttpRequestMessage Request(Challenge challenge, Uri realm)
    {
        var scope = $"repository:{name.Repository}:pull";
        if (login.Value is { Refresh.Length: > 0 } kept)
        {
            var form = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["service"] = challenge.Service, ["client_id"] = "stanch", ["scope"] = scope, ["refresh_token"] = kept.Refresh };
            return new HttpRequestMessage(HttpMethod.Post, realm) { Content = new FormUrlEncodedContent(form) };
        }
        var question = $"{(realm.Query.Length > 1 ? realm.Query + "&" : "?")}{(challenge.Service.Length > 0 ? $"service={Uri.EscapeDataString(challenge.Service)}&" : "")}scope={Uri.EscapeDataString(scope)}";
        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(realm) { Query = question, Fragment = "" }.Uri);
        if (login.Value is { } pair) request.Headers.Authorization = Basic(pair);
        return request;
    }

    private static string? Read(HttpResponseMessage answer, CancellationToken stop)
    {
        using var body = answer.Content.ReadAsStream(stop);
        var bytes = new byte[LargestAnswer];
        try
        {
            var read = body.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            using var json = JsonDocument.Parse(bytes.AsMemory(0, read));
            foreach (var member in (string[])["token", "access_token"])
            {
                // What can't stand in a header is no token.
                if (json.RootElement.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } token && !token.AsSpan().ContainsAnyExceptInRange('!', '~')) return token;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or HttpRequestException)
        {
            return null;
        }
        return null;
    }

    private static AuthenticationHeaderValue Basic(RegistryLogin login) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.User}:{login.Password}")));
}
