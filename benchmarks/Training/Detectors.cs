using Stanch.Catalog;
using Stanch.Catalog.Compiler;
using Stanch.Catalog.Compiler.Format;

namespace Stanch.Training;

/// <summary>The detectors of the provider files, taken as they are: the examples of those that the model judges can't hold before it is trained.</summary>
internal static class Detectors
{
    public static List<Detector> Read(string folder)
    {
        var detectors = new List<Detector>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(path);
            var id = Path.GetFileNameWithoutExtension(path);
            if (bytes.AsSpan().IndexOf("recognizer:"u8) >= 0) detectors.AddRange(Recognized(id, System.Text.Encoding.UTF8.GetString(bytes)));
            else if (ProviderReader.Read(bytes, id, new Reader(new Complaints(path), Users: false)) is { } provider) detectors.AddRange(provider.Detectors);
        }
        return detectors;
    }

    /// <summary>The detectors whose matches a recogniser proposes: name and anchors are all that sampling needs.</summary>
    private static IEnumerable<Detector> Recognized(string provider, string yaml)
    {
        var (type, anchors) = ("", Array.Empty<string>());
        foreach (var line in yaml.Split('\n'))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal) && line.Length > 2 && char.IsAsciiLetterLower(line[2]) && line.TrimEnd().EndsWith(':')) type = line.Trim().TrimEnd(':');
            var text = line.Trim();
            if (text.StartsWith("anchors: [", StringComparison.Ordinal)) anchors = [.. text[10..^1].Split(", ").Select(a => a.Length > 1 && a[0] is '"' or '\'' ? a[1..^1] : a)];
            if (!text.StartsWith("recognizer: ", StringComparison.Ordinal)) continue;
            yield return new Detector { Id = $"{provider}/{type}", Title = "", Provider = provider, Severity = Severity.Medium, Sureness = Sureness.Contextual, Family = "", Anchors = anchors, Recognizer = text[12..] };
        }
    }
}
