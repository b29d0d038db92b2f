namespace Stanch.Playbooks.Site;

/// <summary>One file of the site.</summary>
/// <param name="Path">Below the site's folder, with forward slashes.</param>
public sealed record SiteFile(string Path, byte[] Content);
