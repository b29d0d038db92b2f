using System.Text.RegularExpressions;

namespace Stanch.Images.Registry;

/// <summary>A repository of a registry, and which of its images.</summary>
/// <param name="Host">With its port, as the user wrote it.</param>
/// <param name="Version">A tag, a digest, or <c>*</c> for all tags.</param>
internal sealed partial record RegistryName(string Host, string Repository, string Version)
{
    /// <summary>Docker Hub is reached under another name than it is called by.</summary>
    public string Address => Host == "docker.io" ? "registry-1.docker.io" : Host;

    public string Reference(string version) => $"registry:{Host}/{Repository}{(Digest.TryParse(version, out _) ? "@" : ":")}{version}";

    /// <returns>Null after a mistake.</returns>
    public static RegistryName? Parse(string text, out string mistake)
    {
        mistake = "";
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? "" : text[..slash];
        // As everywhere with images: what has neither dot nor port is no host.
        if (!Hosts().IsMatch(host) || !(host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal) || host == "localhost"))
        {
            mistake = "the registry's host comes first, as in registry:docker.io/library/debian:12; it is not guessed";
            return null;
        }
        var rest = text[(slash + 1)..];
        var version = "latest";
        var at = rest.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            (version, rest) = (rest[(at + 1)..], rest[..at]);
            // NAME:TAG@DIGEST means the digest.
            if (rest.LastIndexOf(':') is > 0 and var tag) rest = rest[..tag];
            if (!Digest.TryParse(version, out _)) mistake = "a digest is sha256: and 64 hex digits";
        }
        else if (rest.LastIndexOf(':') is > 0 and var colon)
        {
            (version, rest) = (rest[(colon + 1)..], rest[..colon]);
            if (version != "*" && !Tags().IsMatch(version)) mistake = "that is no tag";
        }
        if (mistake.Length == 0 && !Repositories().IsMatch(rest)) mistake = "the name of a repository is of lower-case letters, digits and . _ - /";
        if (host == "docker.io" && !rest.Contains('/', StringComparison.Ordinal)) rest = "library/" + rest;
        return mistake.Length > 0 ? null : new RegistryName(host, rest, version);
    }

    [GeneratedRegex(@"^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$")]
    private static partial Regex Hosts();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$")]
    private static partial Regex Tags();

    [GeneratedRegex(@"^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$")]
    private static partial Regex Repositories();
}
