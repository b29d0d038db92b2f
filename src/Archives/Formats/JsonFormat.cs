using System.Text;
using System.Text.Json;
using Stanch.Archives.Streams;
using Stanch.Sources;

namespace Stanch.Archives.Formats;

/// <summary>A document in JSON whose strings are texts of their own, or files.</summary>
internal abstract class JsonFormat : Format
{
    public override ReadOnlySpan<byte> FirstBytes => "{ \r\n"u8;
    public override bool IsText => true;

    public override bool Fits(ReadOnlySpan<byte> head)
    {
        head = head.TrimStart(" \t\r\n"u8);
        return head is [(byte)'{', ..] && FitsObject(head[1..].TrimStart(" \t\r\n"u8));
    }

    /// <param name="head">From the first member on.</param>
    protected abstract bool FitsObject(ReadOnlySpan<byte> head);

    public override void Read(Stream container, Opened opened)
    {
        var (bytes, _) = PeekedStream.Peek(container, Unpacking.LargestText);
        if (bytes.Length == Unpacking.LargestText) throw new DamagedException("was scanned as text; what is encoded in it was not", SkipReason.TooLarge);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 });
        }
        catch (JsonException)
        {
            throw new DamagedException("was scanned as text; its JSON is damaged");
        }
        using (document) Read(document.RootElement, opened);
    }

    protected abstract void Read(JsonElement root, Opened opened);

    protected static JsonElement? Member(JsonElement? of, string name) => of is { ValueKind: JsonValueKind.Object } o && o.TryGetProperty(name, out var member) ? member : null;

    protected static IEnumerable<JsonElement> Items(JsonElement? of) => of is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>One string, or the pieces of one in an array.</summary>
    protected static string Text(JsonElement? of) => of switch
    {
        { ValueKind: JsonValueKind.String } s => Decoded(s),
        { ValueKind: JsonValueKind.Array } a => string.Concat(a.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.String).Select(Decoded)),
        _ => "",
    };

    protected static string NameOf(JsonProperty member) => Decoded(() => member.Name);

    private static string Decoded(JsonElement s) => Decoded(s.GetString);

    // Half of a surrogate pair can be written as an escape and is no text, and bytes may be none either.
    private static string Decoded(Func<string?> text)
    {
        try { return text() ?? ""; }
        catch (InvalidOperationException) { return ""; }
    }

    protected static void Take(string name, string text, Opened opened)
    {
        if (text.Length > 0) opened.TakeText(null, name, new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false));
    }

    protected static void TakeBase64(string name, string text, Opened opened)
    {
        if (text.Length > 0) opened.TakeText(null, name, new MemoryStream(Mail.TransferEncoding.Base64(Encoding.UTF8.GetBytes(text)), writable: false));
    }
}
