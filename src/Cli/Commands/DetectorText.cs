using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stanch.Catalog;

namespace Stanch.Cli.Commands;

/// <summary>A detector as text and as JSON.</summary>
internal static class DetectorText
{
    public static string Word(Severity severity) => severity.ToString().ToLowerInvariant();

    public static void Write(Detector d, ProviderCatalog catalog, TextWriter to)
    {
        var provider = catalog.Providers.FirstOrDefault(p => p.Id == d.Provider);
        Line("id", d.Id);
        Line("title", d.Title);
        Line("provider", provider is null ? d.Provider : $"{provider.Name} ({provider.Category})");
        Line("severity", Word(d.Severity) + (d.Public ? " (publishable by design: low at most)" : ""));
        Line("family", d.Family);
        Line("sure", d.Sureness.ToString().ToLowerInvariant());
        Line("source", d.Source);
        Line("docs", provider?.Docs ?? "");
        Line("anchors", string.Join(", ", d.Anchors));
        Line("pattern", d.Pattern);
        Line("recognizer", d.Recognizer);
        foreach (var part in d.Beside) Line("beside", $"{part.Name}{(part.Needed ? " (needed)" : "")}: {part.Pattern}");
        Line("entropy", d.MinEntropy > 0 ? $"at least {d.MinEntropy:0.0} bits a character" : "");
        Line("checksum", d.Checksum);
        Line("paths", string.Join(", ", d.Paths));
        Line("stop words", string.Join(", ", d.Stop));
        foreach (var fact in d.Tells.Split('\n', StringSplitOptions.RemoveEmptyEntries)) Line("tells", fact);

        void Line(string name, string value)
        {
            if (value.Length > 0) to.WriteLine($"{name + ":",-12} {value}");
        }
    }

    public static string Json(Detector detector, ProviderCatalog catalog) => Json(writer => Write(detector, catalog, writer));

    public static string Json(IReadOnlyList<Detector> detectors, ProviderCatalog catalog) => Json(writer =>
    {
        writer.WriteStartArray();
        foreach (var detector in detectors) Write(detector, catalog, writer);
        writer.WriteEndArray();
    });

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) write(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Detector d, ProviderCatalog catalog, Utf8JsonWriter to)
    {
        to.WriteStartObject();
        to.WriteString("id", d.Id);
        to.WriteString("title", d.Title);
        to.WriteString("provider", d.Provider);
        to.WriteString("provider_name", catalog.Providers.FirstOrDefault(p => p.Id == d.Provider)?.Name ?? d.Provider);
        to.WriteString("severity", Word(d.Severity));
        to.WriteString("family", d.Family);
        to.WriteString("sure", d.Sureness.ToString().ToLowerInvariant());
        to.WriteBoolean("public", d.Public);
        to.WriteString("source", d.Source);
        Strings("anchors", d.Anchors);
        if (d.Pattern.Length > 0) to.WriteString("pattern", d.Pattern);
        if (d.Recognizer.Length > 0) to.WriteString("recognizer", d.Recognizer);
        to.WriteStartArray("beside");
        foreach (var part in d.Beside)
        {
            to.WriteStartObject();
            to.WriteString("name", part.Name);
            to.WriteString("pattern", part.Pattern);
            to.WriteBoolean("needed", part.Needed);
            to.WriteEndObject();
        }
        to.WriteEndArray();
        to.WriteNumber("entropy", d.MinEntropy);
        if (d.Checksum.Length > 0) to.WriteString("checksum", d.Checksum);
        Strings("paths", d.Paths);
        Strings("stop", d.Stop);
        to.WriteStartObject("tells");
        foreach (var fact in d.Tells.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(": ", 2))) to.WriteString(fact[0], fact[1]);
        to.WriteEndObject();
        to.WriteEndObject();

        void Strings(string name, string[] values)
        {
            to.WriteStartArray(name);
            foreach (var value in values) to.WriteStringValue(value);
            to.WriteEndArray();
        }
    }
}
