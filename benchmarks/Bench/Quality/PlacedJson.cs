using System.Text.Json;

namespace Stanch.Bench.Quality;

/// <summary>JSON that knows where each of its values stands, so that a mistake can be named with its place.</summary>
/// <param name="Offset">Of its first byte in the file.</param>
/// <param name="Text">A string's characters, a number as it is written; else empty.</param>
internal sealed record PlacedJson(JsonTokenType Kind, int Offset, string Text, IReadOnlyList<KeyValuePair<string, PlacedJson>> Members, IReadOnlyList<PlacedJson> Items)
{
    /// <summary>The first member of that name, or null.</summary>
    public PlacedJson? this[string name] => Members.FirstOrDefault(m => m.Key == name).Value;

    public bool IsObject => Kind == JsonTokenType.StartObject;
    public bool IsArray => Kind == JsonTokenType.StartArray;
    public bool IsText => Kind == JsonTokenType.String;

    /// <summary>All values that follow each other in a file: one for a JSON document, one a line for JSON lines.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static List<PlacedJson> ReadAll(ReadOnlySpan<byte> json)
    {
        var start = json.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(json[start..], new JsonReaderOptions { AllowMultipleValues = true });
        var all = new List<PlacedJson>();
        while (reader.Read()) all.Add(Read(ref reader, start));
        return all;
    }

    private static PlacedJson Read(ref Utf8JsonReader reader, int start)
    {
        var kind = reader.TokenType;
        var offset = start + (int)reader.TokenStartIndex;
        switch (kind)
        {
            case JsonTokenType.StartObject:
                var members = new List<KeyValuePair<string, PlacedJson>>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = Characters(ref reader);
                    reader.Read();
                    members.Add(new(name, Read(ref reader, start)));
                }
                return new(kind, offset, "", members, []);
            case JsonTokenType.StartArray:
                var items = new List<PlacedJson>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader, start));
                return new(kind, offset, "", [], items);
            case JsonTokenType.String:
                return new(kind, offset, Characters(ref reader), [], []);
            default:
                return new(kind, offset, kind == JsonTokenType.Number ? System.Text.Encoding.ASCII.GetString(reader.ValueSpan) : "", [], []);
        }
    }

    /// <summary>Half of a surrogate pair, which other writers let through, is taken as it is written.</summary>
    private static string Characters(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
