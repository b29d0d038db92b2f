using System.Text.Json;
using Stanch.Text;

namespace Stanch.Playbooks.Formats;

/// <summary>For programs. Described in schema/playbook.schema.json.</summary>
public static class PlaybookJson
{
    public static void Write(Playbook playbook, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, ReadableJson.Indented))
        {
            json.WriteStartObject();
            json.WriteString("format", "stanch-playbook/1");
            json.WriteString("about", playbook.Detector is null ? "provider" : "type");
            json.WriteString("id", playbook.Id);
            json.WriteString("title", playbook.Title);
            Provider(json, playbook);
            if (playbook.Detector is { } detector)
            {
                json.WriteString("family", detector.Family);
                json.WriteString("severity", detector.Severity.ToString().ToLowerInvariant());
                json.WriteBoolean("public", detector.Public);
            }
            json.WriteString("misuse", playbook.Misuse.ToString().ToLowerInvariant());
            if (playbook.Order is { } order) json.WriteString("order", order == Order.ContainFirst ? "contain-first" : "continuity-first");
            json.WriteString("summary", playbook.Summary);
            if (playbook.Exposure is { } exposure) Finding(json, exposure);
            json.WriteStartArray("sections");
            foreach (var section in playbook.Sections) Section(json, section);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.Write("\n"u8);
        output.Flush();
    }

    private static void Provider(Utf8JsonWriter json, Playbook playbook)
    {
        json.WriteStartObject("provider");
        json.WriteString("id", playbook.Provider.Id);
        json.WriteString("name", playbook.Provider.Name);
        json.WriteString("category", playbook.Provider.Category);
        if (playbook.Provider.Docs.Length > 0) json.WriteString("docs", playbook.Provider.Docs);
        Strings(json, "hosts", playbook.Provider.Hosts);
        json.WriteEndObject();
    }

    private static void Finding(Utf8JsonWriter json, Exposure exposure)
    {
        json.WriteStartObject("finding");
        json.WriteString("fingerprint", exposure.Fingerprint);
        json.WriteString("redacted", exposure.Redacted);
        json.WriteStartArray("places");
        foreach (var place in exposure.Places)
        {
            json.WriteStartObject();
            if (place.Repository.Length > 0) json.WriteString("repository", place.Repository);
            json.WriteString("file", place.File);
            json.WriteNumber("line", place.Line);
            json.WriteNumber("column", place.Column);
            if (place.Variable.Length > 0) json.WriteString("variable", place.Variable);
            if (place.Commit is { } commit)
            {
                json.WriteStartObject("commit");
                json.WriteString("id", commit.Id);
                json.WriteString("author", commit.Author);
                json.WriteString("date", commit.Date);
                json.WriteEndObject();
            }
            json.WriteBoolean("in_current_tree", place.InCurrentTree);
            json.WriteBoolean("unreachable", place.Unreachable);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Section(Utf8JsonWriter json, Section section)
    {
        json.WriteStartObject();
        json.WriteString("id", section.Id);
        json.WriteString("title", section.Title);
        json.WriteStartArray("blocks");
        foreach (var block in section.Blocks)
        {
            json.WriteStartObject();
            json.WriteString("kind", block.Kind.ToString().ToLowerInvariant());
            json.WriteString("from", block.From.ToString().ToLowerInvariant());
            if (block.Key.Length > 0) json.WriteString("key", block.Key);
            if (block.Label.Length > 0) json.WriteString("label", block.Label);
            if (block.Language.Length > 0) json.WriteString("language", block.Language);
            Strings(json, "lines", block.Lines);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
