using Stanch.Detection;

namespace Stanch.Bench;

/// <summary>Real text files held in memory.</summary>
internal sealed record Corpus(IReadOnlyList<byte[]> Files, long Bytes)
{
    public static Corpus Load(IEnumerable<string> folders, long atMost)
    {
        var files = new List<byte[]>();
        long bytes = 0;
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        foreach (var path in folders.SelectMany(f => Directory.EnumerateFiles(f, "*", options).Order(StringComparer.Ordinal)))
        {
            if (bytes >= atMost) break;
            if (path.Contains("/.git/", StringComparison.Ordinal)) continue;
            var content = File.ReadAllBytes(path);
            if (content.Length == 0 || ContentForms.Sniff(content) != ContentForm.Text) continue;
            files.Add(content);
            bytes += content.Length;
        }
        return new Corpus(files, bytes);
    }
}
