using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stanch.Catalog.Compiler.Format;

/// <summary>The format as JSON Schema 2020-12, for editors. It knows shapes; patterns, hosts and examples only the compiler can judge.</summary>
internal static class ProviderSchema
{
    public static byte[] Write()
    {
        using var stream = new MemoryStream();
        // The file is read by people too: no \u0022 for quotes.
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "Stanch provider");
            json.WriteString("description", "Everything that Stanch knows about one provider: docs/adding-a-provider.md. Written by the catalog compiler.");
            ProviderFormat.Provider.Definition(json);
            json.WriteStartObject("$defs");
            foreach (var shape in ProviderFormat.Named)
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
}
