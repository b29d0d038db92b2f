using System.Net;
using System.Net.Http;
using Stanch.Images.Layers;
using Stanch.Images.Registry;
using Stanch.Providers.Network;
using Stanch.Sources;

namespace Stanch.Images.Daemon;

/// <summary>Asks a daemon of Docker's kind, Podman's too, for an image: over its socket on this machine and in no other way.</summary>
internal sealed class DockerDaemon : IDisposable
{
    private const string Unix = "unix://", Pipe = "npipe://";

    private readonly ImageAccess access;
    private readonly HttpMessageInvoker client;

    public DockerDaemon(ImageAccess access)
    {
        this.access = access;
        client = new HttpMessageInvoker(new SocketsHttpHandler { ConnectCallback = Connect, UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null });
    }

    /// <summary>What is wrong with the name or the place; null: nothing.</summary>
    public static string? Mistake(string name, string daemon)
    {
        if (!daemon.StartsWith(Unix, StringComparison.Ordinal) && !daemon.StartsWith(Pipe, StringComparison.Ordinal))
            return "the daemon is asked over its socket on this machine only, and DOCKER_HOST names something else; scan the image in its registry, or what 'docker save' writes, as docker-archive:FILE";
        return name.Length == 0 || name.Any(c => c <= ' ' || c is '?' or '#' or '%' or '\\') || name.Split('/').Any(p => p is "" or "." or "..") ? "the name of an image, as in docker:debian:12" : null;
    }

    /// <summary>The stream of <c>docker save</c>.</summary>
    /// <exception cref="StoreFault">The daemon can't be reached, or has no such image.</exception>
    public Stream Save(string name, CancellationToken stop)
    {
        using (var about = Send($"/images/{name}/json", stop))
        {
            if (about.StatusCode == HttpStatusCode.NotFound) throw new StoreFault(SkipReason.Missing, "the daemon has no such image");
            if (about.StatusCode != HttpStatusCode.OK) throw new StoreFault(SkipReason.Unreadable, $"the daemon answered {(int)about.StatusCode}");
        }
        var saved = Send($"/images/{name}/get", stop);
        if (saved.StatusCode == HttpStatusCode.OK) return new AnswerStream(saved, saved.Content.ReadAsStream(stop), access.Timeout, access.Clock, stop);
        using (saved) throw new StoreFault(SkipReason.Unreadable, $"the daemon answered {(int)saved.StatusCode} when it was asked for the image");
    }

    private HttpResponseMessage Send(string path, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("http://daemon" + path));
        try
        {
            return client.SendAsync(request, stop).GetAwaiter().GetResult();
        }
        catch (HttpRequestException e)
        {
            throw new StoreFault(SkipReason.Unreadable, $"the daemon can't be reached at {access.Daemon}: {(e.InnerException ?? e).Message}");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new StoreFault(SkipReason.Interrupted, "stopped before the daemon answered");
        }
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop) => access.Daemon.StartsWith(Pipe, StringComparison.Ordinal)
        ? await LocalSocket.OpenPipe(access.Daemon[(access.Daemon.LastIndexOf('/') + 1)..], stop)
        : await LocalSocket.OpenUnix(access.Daemon[Unix.Length..], stop);

    public void Dispose() => client.Dispose();
}
