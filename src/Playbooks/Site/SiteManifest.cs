using System.Security.Cryptography;
using System.Text;

namespace Stanch.Playbooks.Site;

/// <summary>Says which files of a folder are the site's own, as <c>sha256sum -c</c> reads it: what is not named, or has changed, is somebody else's.</summary>
public sealed class SiteManifest(string catalog)
{
    public const string FileName = "stanch-site.sha256";
    private const string Head = "# A site of Stanch playbooks, catalog ";

    private readonly SortedDictionary<string, string> files = new(StringComparer.Ordinal);

    /// <summary>Path to SHA-256 in lower-case hex.</summary>
    public IReadOnlyDictionary<string, string> Files => files;

    public void Add(SiteFile file) => files.Add(file.Path, Digest(file.Content));

    public byte[] Write() => Encoding.UTF8.GetBytes($"{Head}{catalog}\n{string.Concat(files.Select(f => $"{f.Value}  {f.Key}\n"))}");

    /// <returns>Null: the text is no such manifest.</returns>
    public static SiteManifest? Read(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        if (!lines[0].StartsWith(Head, StringComparison.Ordinal) || lines[^1].Length > 0) return null;
        var manifest = new SiteManifest(lines[0][Head.Length..]);
        foreach (var line in lines[1..^1])
            if (line.Length < 67 || line[64..66] != "  " || !line[..64].All(char.IsAsciiHexDigitLower) || !manifest.files.TryAdd(line[66..], line[..64])) return null;
        return manifest;
    }

    public static string Digest(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
