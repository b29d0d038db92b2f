using System.Text.Encodings.Web;
using System.Text.Json;
using Stanch.Catalog.Compiler.Format;
using Stanch.Detection.Judging;

namespace Stanch.Catalog.Compiler.Export;

/// <summary>What <see cref="CatalogJson"/> writes, as JSON Schema 2020-12; what provider files say in the same words is taken from their format.</summary>
internal static class CatalogSchema
{
    private static readonly Field[] find =
    [
        new("anchors", Texts("Literals of at least 3 bytes, one of which stands in every match; ASCII case is ignored")),
        new("pattern", Text("A .NET regular expression over bytes widened as Latin-1, with a group 'secret'; either this or 'recognizer'")),
        new("recognizer", new TextShape { OneOf = ProviderFormat.Recognizers, Help = "A parser in code" }),
        new("beside", new ListShape(new RecordShape(
            new Field("name", Text("The part's name"), Need.Always), new Field("pattern", Text("With a group 'value'"), Need.Always),
            new Field("needed", new FlagShape { Help = "Without it there is no finding" }, Need.Always)))
        { AtLeast = 0, Help = "The key's other parts, at most ten lines away" }),
        new("entropy", new NumberShape(0, 8) { Help = "Bits a byte below which it is dropped; 0: none is asked" }),
        new("checksum", new TextShape { OneOf = Checksum.Verbs }),
        new("paths", Texts("Globs of the only files that count; none: all do")),
        new("stop", Texts("Words that make it a placeholder")),
        new("tells", new MapShape(new TextShape { Form = "^[a-z][a-z0-9_-]*$", Help = "A fact's name" }, Text("How it is read")) { Help = "What a value says of itself, without asking anyone" }),
        new("before", new NumberShape(0, int.MaxValue) { Whole = true, Help = "Bytes before an anchor that the pattern can reach" }),
        new("after", new NumberShape(0, int.MaxValue) { Whole = true, Help = "Bytes from the anchor's start on" }),
        new("specificity", new NumberShape(0, int.MaxValue) { Whole = true, Help = "Where two claim the same bytes, the higher one keeps them" }),
    ];

    private static readonly RecordShape credential = new(
        new Field("id", Text("provider/type"), Need.Always),
        new Field("title", Text(""), Need.Always),
        new Field("severity", new TextShape { OneOf = ProviderFormat.Severities }, Need.Always),
        new Field("family", new TextShape { OneOf = ProviderFormat.Families }, Need.Always),
        new Field("sure", new TextShape { OneOf = ProviderFormat.Surenesses, Help = "How sure the format is" }, Need.Always),
        new Field("source", Text("Where the format is stated or seen")),
        new Field("public", new FlagShape { Help = "Publishable by design" }, Need.Always),
        new Field("find", new RecordShape([.. find.Select(f => f with { Need = f.Key is "pattern" or "recognizer" or "checksum" or "tells" ? Need.Optional : Need.Always })]), Need.Always),
        new Field("check", ProviderFormat.Check),
        new Field("reach", ProviderFormat.Reach),
        new Field("revoke", ProviderFormat.Revoke),
        new Field("rotate", ProviderFormat.Rotate),
        new Field("playbook", PlaybookFormat.Playbook));

    private static readonly RecordShape provider = new(
        new Field("id", Text("The provider file's name without its ending"), Need.Always),
        new Field("name", Text("As the provider writes itself"), Need.Always),
        new Field("category", new TextShape { OneOf = ProviderFormat.Categories }, Need.Always),
        new Field("docs", Text("The page that says how its credentials work")),
        new Field("hosts", Texts("A request about these credentials may go nowhere else"), Need.Always),
        new Field("credentials", new ListShape(credential), Need.Always),
        new Field("audit", ProviderFormat.Audit),
        new Field("playbook", PlaybookFormat.Playbook));

    private static readonly RecordShape family = new(
        new Field("id", new TextShape { OneOf = ProviderFormat.Families }, Need.Always),
        new Field("title", Text(""), Need.Always),
        new Field("playbook", PlaybookFormat.Playbook, Need.Always));

    private static readonly RecordShape catalog = new(
        new Field("format", new TextShape { OneOf = [CatalogJson.Format] }, Need.Always),
        new Field("hash", Text("Of the whole catalog; a report's 'catalog_hash'"), Need.Always),
        new Field("providers", new ListShape(provider) { AtLeast = 0 }, Need.Always),
        new Field("families", new ListShape(family) { AtLeast = 0, Help = "What a family's playbook says where neither type nor provider does" }, Need.Always));

    public static byte[] Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("$id", "urn:stanch:catalog:1");
            json.WriteString("title", "Stanch catalog");
            json.WriteString("description", "What `stanch catalog export --format json` writes. Written by the catalog compiler.");
            catalog.Definition(json);
            json.WriteStartObject("$defs");
            foreach (var shape in ProviderFormat.Named.Where(s => s != ProviderFormat.Credential))
            {
                json.WriteStartObject(shape.Name!);
                shape.Definition(json);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static TextShape Text(string help) => new() { MayBeEmpty = true, Help = help };

    private static ListShape Texts(string help) => new(Text("")) { AtLeast = 0, Help = help };
}
