using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Stanch.Images.Layers;
using Stanch.Sources;

namespace Stanch.Images.Registry;

/// <summary>
/// Requests to one registry, and to where it leads. The login goes to the registry and to the place that it names for tokens, and to nobody else; a blob's other host is
/// asked without it. Nothing that the registry leads to may be nearer to this machine than the registry itself.
/// </summary>
internal sealed class RegistryWire : IDisposable
{
    private const int MostRedirects = 5, Retries = 2;

    private readonly ImageAccess access;
    private readonly RegistryDoor door;
    private readonly RegistryTokens tokens;
    private readonly string host;
    private readonly Lock guard = new();
    private Uri? root;

    public RegistryWire(RegistryName name, ImageAccess access)
    {
        this.access = access;
        host = name.Address;
        door = new RegistryDoor(access);
        tokens = new RegistryTokens(name, access.Logins, Ask);
    }

    /// <summary>An answer with a good status, its body not read yet.</summary>
    /// <param name="path">On the registry.</param>
    /// <param name="from">Only from this byte on; 0: all of it.</param>
    /// <exception cref="StoreFault">Any other end.</exception>
    public HttpResponseMessage Get(Uri path, IReadOnlyList<string> accept, CancellationToken stop, long from = 0)
    {
        var start = new Uri(Root(stop), path);
        for (var attempt = 0; ; attempt++)
        {
            var answer = Follow(start, accept, from, stop);
            if (answer.StatusCode == HttpStatusCode.Unauthorized && attempt == 0)
            {
                var asked = string.Join(", ", answer.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var values) ? values : default);
                answer.Dispose();
                tokens.Renew(Challenge.Parse(asked), start, stop);
                continue;
            }
            if (answer.IsSuccessStatusCode && !IsPage(answer)) return answer;
            using (answer)
            {
                if (answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError && attempt < Retries && Pause(answer, attempt) is { } pause && pause <= access.LongestWait)
                {
                    if (stop.WaitHandle.WaitOne(pause)) throw new StoreFault(SkipReason.Interrupted, "stopped");
                    continue;
                }
                throw Refused(answer);
            }
        }
    }

    public AnswerStream Body(HttpResponseMessage answer, CancellationToken stop) => new(answer, answer.Content.ReadAsStream(stop), access.Timeout, access.Clock, stop);

    private HttpResponseMessage Follow(Uri start, IReadOnlyList<string> accept, long from, CancellationToken stop)
    {
        var at = start;
        for (var i = 0; ; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            foreach (var type in accept) request.Headers.TryAddWithoutValidation("Accept", type);
            if (from > 0) request.Headers.Range = new RangeHeaderValue(from, null);
            if (SameServer(at, start)) request.Headers.Authorization = tokens.Current;
            var answer = Ask(request, stop);
            if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308) || answer.Headers.Location is not { } to) return answer;
            answer.Dispose();
            if (i == MostRedirects) throw new StoreFault(SkipReason.Unreadable, "it is passed on from place to place without an end");
            at = new Uri(at, to);
        }
    }

    private static bool SameServer(Uri a, Uri b) => a.Scheme == b.Scheme && a.Host == b.Host && a.Port == b.Port;

    private HttpResponseMessage Ask(HttpRequestMessage request, CancellationToken stop)
    {
        var answer = door.Send(request, named: request.RequestUri!.Host == Root(stop).Host, near: NearnessOfRegistry(stop), stop, out var fault);
        return answer ?? throw fault!;
    }

    private Nearness NearnessOfRegistry(CancellationToken stop) => door.NearnessOf(Root(stop).Host);

    /// <summary>TLS, or on this machine alone, where it is not spoken, plain HTTP.</summary>
    private Uri Root(CancellationToken stop)
    {
        lock (guard)
        {
            if (root is not null) return root;
            var safe = new Uri($"https://{host}");
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(safe, "/v2/"));
            using var answer = door.Send(request, named: true, Nearness.Loopback, stop, out var fault);
            if (answer is not null) return root = safe;
            if (door.NearnessOf(safe.Host) == Nearness.Loopback && !door.SpokeTls && fault!.InnerException is { } cause && IsNoTls(cause)) return root = new Uri($"http://{host}");
            throw fault!;
        }
    }

    private static bool IsNoTls(Exception cause)
    {
        for (Exception? e = cause; e is not null; e = e.InnerException)
        {
            if (e is AuthenticationException or IOException) return true;
        }
        return false;
    }

    /// <summary>Portals and firewalls answer with pages for people; registries never do.</summary>
    private static bool IsPage(HttpResponseMessage answer) => answer.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml";

    private StoreFault Refused(HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        if (IsPage(answer)) return new StoreFault(SkipReason.Unreadable, $"a web page came ({status}): that is no registry, or something stands before it");
        return status switch
        {
            401 or 403 => new StoreFault(SkipReason.Unreadable, tokens.LoggedIn ? $"the registry refuses this login ({status})" : $"the registry asks for a login ({status}): 'docker login {host}' keeps one"),
            404 => new StoreFault(SkipReason.Missing, "the registry does not have it"),
            429 => new StoreFault(SkipReason.Unreadable, "the registry's limit of requests is reached (429)"),
            _ => new StoreFault(SkipReason.Unreadable, $"the registry answered {status}"),
        };
    }

    private TimeSpan? Pause(HttpResponseMessage answer, int attempt)
    {
        if (answer.Headers.RetryAfter?.Delta is { } delta) return delta;
        if (answer.Headers.RetryAfter?.Date is { } date) return date > access.Clock.GetUtcNow() ? date - access.Clock.GetUtcNow() : TimeSpan.Zero;
        return TimeSpan.FromMilliseconds(500 << attempt);
    }

    public void Dispose() => door.Dispose();
}
