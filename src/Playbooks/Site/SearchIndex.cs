using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stanch.Playbooks.Site;

/// <summary>What the search looks through: a script that sets a global, since a page that is opened from a disk may fetch nothing.</summary>
internal static class SearchIndex
{
    /// <summary>Each entry: id, title, provider's name, severity, how a value of it may begin.</summary>
    public static string Script(SiteMap map)
    {
        using var stream = new MemoryStream();
        // The default encoder leaves nothing in it that could end a script or a string.
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default }))
        {
            json.WriteStartArray();
            foreach (var provider in map.Providers)
                foreach (var type in provider.Types)
                {
                    json.WriteStartArray();
                    foreach (var text in (string[])[type.Id, type.Title, provider.Provider.Name, type.Severity.ToString().ToLowerInvariant()]) json.WriteStringValue(text);
                    json.WriteStringValue(string.Join(' ', type.Anchors.Where(IsStart)));
                    json.WriteEndArray();
                }
            json.WriteEndArray();
        }
        return $"window.stanchTypes = {Encoding.UTF8.GetString(stream.ToArray()).Replace("],[", "],\n[", StringComparison.Ordinal)};\n";
    }

    /// <summary>Prefixes such as <c>ghp_</c> and <c>AKIA</c>; a plain word is a name that stands before a value.</summary>
    private static bool IsStart(string anchor) => anchor.Length <= 16 && !anchor.Contains(' ', StringComparison.Ordinal) && (anchor.AsSpan().IndexOfAny("_-.") > 0 || !anchor.Any(char.IsAsciiLetterLower));
}
