using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stanch.Providers.Checks;

namespace Stanch.Providers.Network;

/// <summary>An answer that came whole, or a reason why none did.</summary>
internal readonly record struct Reply(Answer? Answer, Doubt Doubt, string Detail)
{
    public static Reply None(Doubt doubt, string detail) => new(null, doubt, detail);
}

/// <summary>An answer: held for as long as it is being read, never written anywhere.</summary>
internal sealed class Answer(int status, IReadOnlyDictionary<string, string> headers, byte[] body, bool cut, DateTimeOffset at)
{
    private readonly Lazy<JsonElement?> json = new(() => Parse(body, cut));
    private readonly Lazy<JsonElement?> tree = new(() => XmlTree.Of(body, cut));
    private readonly Lazy<string> text = new(() => Encoding.UTF8.GetString(body));

    public int Status { get; } = status;
    public IReadOnlyDictionary<string, string> Headers { get; } = headers;
    public ReadOnlySpan<byte> Body => body;
    /// <summary>The body was longer than what is read of one.</summary>
    public bool Cut { get; } = cut;
    public DateTimeOffset At { get; } = at;
    public string Text => text.Value;
    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    /// <summary>Null: the body is no JSON object or list.</summary>
    public JsonElement? Json => json.Value;

    /// <summary>What pointers lead into: the JSON, or XML as if it were. Null: it is neither.</summary>
    public JsonElement? Tree => Json ?? (IsPage ? null : tree.Value);

    public bool IsEmpty => body.AsSpan().Trim(" \t\r\n\uFEFF"u8).IsEmpty;

    /// <summary>A page for people. Interfaces don't send any; firewalls, portals and proxies do.</summary>
    public bool IsPage
    {
        get
        {
            if (Header("Content-Type").Contains("html", StringComparison.OrdinalIgnoreCase)) return true;
            var start = Text.AsSpan(0, Math.Min(Text.Length, 512)).TrimStart("\uFEFF \t\r\n");
            return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
                || start.StartsWith("<head", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<body", StringComparison.OrdinalIgnoreCase);
        }
    }

    public bool IsXml => !IsPage && Text.AsSpan().TrimStart("\uFEFF \t\r\n").StartsWith("<");

    public SeenAnswer Seen(string rule) => new(Status, rule, Convert.ToHexStringLower(SHA256.HashData(body)), body.Length, At);

    private static JsonElement? Parse(byte[] body, bool cut)
    {
        if (cut) return null;
        try
        {
            var reader = new Utf8JsonReader(body.AsSpan().StartsWith("\uFEFF"u8) ? body.AsSpan(3) : body);
            using var document = JsonDocument.ParseValue(ref reader);
            return reader.Read() || document.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) ? null : document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
