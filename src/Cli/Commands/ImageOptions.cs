using System.CommandLine;
using System.Text.RegularExpressions;
using Stanch.Cli.Output;
using Stanch.Images;
using Stanch.Images.Registry;
using Stanch.Scanning;
using Stanch.Text;

namespace Stanch.Cli.Commands;

/// <summary>How images are come by: options, and what Docker and Podman keep in files and in the environment.</summary>
internal sealed partial class ImageOptions
{
    public Option<string?> Platform { get; } = new("--platform") { HelpName = "OS/ARCH", Description = "Only this platform of an image: linux/arm64. Default: all that it has." };

    /// <summary>Options about the network that a registry alone gives a meaning to.</summary>
    public static IEnumerable<Option> Networked(string[] paths, CheckOptions network) =>
        paths.Any(p => ImageTarget.Of(p) is { Kind: ImageStoreKind.Registry }) ? [network.Authorities, network.Proxy, network.Timeout, network.Wait] : [];

    public ImageAccess Access(ParseResult parsed, string[] paths, CheckOptions network, List<string> errors)
    {
        var images = paths.Select(ImageTarget.Of).OfType<ImageTarget>().ToList();
        var platform = parsed.GetValue(Platform) ?? "";
        if (platform.Length > 0 && !PlatformForm().IsMatch(platform)) errors.Add($"--platform {Printable.Of(platform, 60)}: as in linux/arm64 or linux/arm/v7");
        if (platform.Length > 0 && images.Count == 0) errors.Add("--platform: there is no image among what is scanned");
        if (images.Count == 0) return new ImageAccess();
        if (!(parsed.GetValue(network.Timeout) is > 0 and <= 3600)) errors.Add("--timeout: a number above 0 and up to 3600");
        if (!(parsed.GetValue(network.Wait) is >= 0 and <= 86_400)) errors.Add("--max-wait: a number from 0 to 86400");
        var registry = images.Exists(i => i.Kind == ImageStoreKind.Registry);
        if (registry && parsed.GetValue(network.Offline)) errors.Add("--offline: an image of a registry can't be read without asking it");
        var proxy = registry ? network.ProxyOf(parsed, errors) : null;
        var authorities = registry ? network.AuthoritiesOf(parsed, errors) : "";
        if (errors.Count > 0) return new ImageAccess();
        return new ImageAccess
        {
            Platform = platform, Daemon = Terminal.Environment("DOCKER_HOST") is { Length: > 0 } daemon ? daemon : new ImageAccess().Daemon,
            Proxy = proxy, Authorities = authorities, Timeout = TimeSpan.FromSeconds(parsed.GetValue(network.Timeout)), LongestWait = TimeSpan.FromSeconds(parsed.GetValue(network.Wait)),
            Logins = registry ? new RegistryLogins(Files(), LoginKeeper.Ask) : RegistryLogins.None, Agent = $"stanch/{Scan.Version}",
        };
    }

    /// <summary>Where <c>docker login</c> and <c>podman login</c> keep logins; Docker's counts first.</summary>
    private static List<byte[]> Files()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var docker = Terminal.Environment("DOCKER_CONFIG") is { Length: > 0 } own ? own : Path.Combine(home, ".docker");
        List<string> places = [Path.Combine(docker, "config.json")];
        if (Terminal.Environment("REGISTRY_AUTH_FILE") is { Length: > 0 } named) places.Add(named);
        if (Terminal.Environment("XDG_RUNTIME_DIR") is { Length: > 0 } run) places.Add(Path.Combine(run, "containers", "auth.json"));
        places.Add(Path.Combine(home, ".config", "containers", "auth.json"));
        return [.. places.Select(Read).OfType<byte[]>()];
    }

    private static byte[]? Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without the login the registry says what it wants.
            return null;
        }
    }

    [GeneratedRegex(@"^[a-z0-9]+/[a-z0-9_]+(/[a-z0-9.]+)?$")]
    private static partial Regex PlatformForm();
}
