using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stanch.Catalog.Compiler.Export;

/// <summary>The catalog as JSON. Names are stable: a new meaning gets a new name, and <c>format</c> a new number.</summary>
internal static class CatalogJson
{
    public const string Format = "stanch-catalog/1";

    public static byte[] Write(ProviderCatalog catalog)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("hash", catalog.Hash);
            json.WriteStartArray("providers");
            var detectors = catalog.Detectors.ToLookup(d => d.Provider);
            foreach (var provider in catalog.Providers.OrderBy(p => p.Id, StringComparer.Ordinal)) Provider(json, provider, detectors[provider.Id]);
            json.WriteEndArray();
            json.WriteStartArray("families");
            foreach (var family in catalog.Families.OrderBy(f => f.Id, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("id", family.Id);
                json.WriteString("title", family.Title);
                json.WritePropertyName("playbook");
                Raw(json, family.Playbook);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void Raw(Utf8JsonWriter json, ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        document.RootElement.WriteTo(json);
    }

    private static void Provider(Utf8JsonWriter json, Provider provider, IEnumerable<Detector> detectors)
    {
        using var details = JsonDocument.Parse(provider.Details);
        json.WriteStartObject();
        json.WriteString("id", provider.Id);
        json.WriteString("name", provider.Name);
        json.WriteString("category", provider.Category);
        if (provider.Docs.Length > 0) json.WriteString("docs", provider.Docs);
        Strings(json, "hosts", provider.Hosts);
        json.WriteStartArray("credentials");
        foreach (var detector in detectors.OrderBy(d => d.Id, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            Detector(json, detector);
            if (details.RootElement.TryGetProperty("credentials", out var all) && all.TryGetProperty(detector.Id[(provider.Id.Length + 1)..], out var more)) Members(json, more);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        foreach (var member in details.RootElement.EnumerateObject().Where(m => m.Name != "credentials")) member.WriteTo(json);
        json.WriteEndObject();
    }

    private static void Members(Utf8JsonWriter json, JsonElement element)
    {
        foreach (var member in element.EnumerateObject()) member.WriteTo(json);
    }

    private static void Detector(Utf8JsonWriter json, Detector d)
    {
        json.WriteString("id", d.Id);
        json.WriteString("title", d.Title);
        json.WriteString("severity", d.Severity.ToString().ToLowerInvariant());
        json.WriteString("family", d.Family);
        json.WriteString("sure", d.Sureness.ToString().ToLowerInvariant());
        if (d.Source.Length > 0) json.WriteString("source", d.Source);
        json.WriteBoolean("public", d.Public);
        json.WriteStartObject("find");
        Strings(json, "anchors", d.Anchors);
        if (d.Recognizer.Length > 0) json.WriteString("recognizer", d.Recognizer);
        else json.WriteString("pattern", d.Pattern);
        json.WriteStartArray("beside");
        foreach (var part in d.Beside)
        {
            json.WriteStartObject();
            json.WriteString("name", part.Name);
            json.WriteString("pattern", part.Pattern);
            json.WriteBoolean("needed", part.Needed);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("entropy", d.MinEntropy);
        if (d.Checksum.Length > 0) json.WriteString("checksum", d.Checksum);
        Strings(json, "paths", d.Paths);
        Strings(json, "stop", d.Stop);
        if (d.Tells.Length > 0)
        {
            json.WriteStartObject("tells");
            foreach (var fact in d.Tells.Split('\n').Select(l => l.Split(": ", 2))) json.WriteString(fact[0], fact[1]);
            json.WriteEndObject();
        }
        json.WriteNumber("before", d.Before);
        json.WriteNumber("after", d.After);
        json.WriteNumber("specificity", d.Specificity);
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, string[] values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
