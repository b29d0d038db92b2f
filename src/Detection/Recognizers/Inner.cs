using System.Buffers;

namespace Stanch.Detection.Recognizers;

/// <summary>A value that is an object of its own, written as a string: <c>"{\"user\": \"a\", \"sign\": \"…\"}"</c>. Its longest string is what matters.</summary>
internal static class Inner
{
    public static Slot Of(ReadOnlySpan<byte> content, in Slot slot)
    {
        var value = content[slot.Value.Start..slot.Value.End];
        if (SchemeLength(value) is > 0 and var scheme) return slot with { Value = new ByteRange(slot.Value.Start + scheme, slot.Value.End) };
        if (slot.Quote == Quote.None && slot.Hit.Length == Header.Length && AfterScheme(content, slot) is { Length: > 0 } credentials) return slot with { Value = credentials };
        if (value.Length < 8 || value[0] != '{' || !value.Contains((byte)':')) return slot;
        var best = default(ByteRange);
        var start = 0;
        for (var i = 0; i <= value.Length; i++)
        {
            if (i < value.Length && value[i] is not ((byte)'"' or (byte)'\'' or (byte)'\\' or (byte)':' or (byte)',' or (byte)'{' or (byte)'}' or (byte)' ')) continue;
            if (i - start > best.Length) best = new ByteRange(start, i);
            start = i + 1;
        }
        return best.Length == 0 ? slot : slot with { Value = new ByteRange(slot.Value.Start + best.Start, slot.Value.Start + best.End), Quote = Quote.Escaped };
    }

    private static ReadOnlySpan<byte> Header => "authorization"u8;

    private static readonly SearchValues<byte> SchemeBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-"u8);
    private static readonly SearchValues<byte> Ends = SearchValues.Create(" \t\r\n\"'`,;<>\\"u8);

    /// <summary>What follows any scheme's word on the line of an <c>Authorization:</c> header without quotes of its own: <c>Klaviyo-API-Key …</c>.</summary>
    private static ByteRange AfterScheme(ReadOnlySpan<byte> content, in Slot slot)
    {
        var at = slot.Value.End;
        if (at + 1 >= content.Length || content[at] != ' ' || content[slot.Value.Start..at].ContainsAnyExcept(SchemeBytes)) return default;
        if (!System.Text.Ascii.EqualsIgnoreCase(content[slot.Hit.Start..slot.Hit.End], Header)) return default;
        var rest = content[(at + 1)..Math.Min(content.Length, at + 1 + SlotReader.MaxValue)];
        var length = rest.IndexOfAny(Ends);
        return new ByteRange(at + 1, at + 1 + (length < 0 ? rest.Length : length));
    }

    /// <summary><c>Basic </c>, <c>ApiKey </c>: the scheme before one word of an Authorization header.</summary>
    private static int SchemeLength(ReadOnlySpan<byte> value)
    {
        var blank = value[..Math.Min(value.Length, 13)].IndexOf((byte)' ');
        if (blank is < 3 or > 12 || value[(blank + 1)..].IndexOfAny(" $%{"u8) >= 0 || value.Length - blank < 9) return 0;
        var word = value[..blank];
        foreach (var scheme in (ReadOnlySpan<string>)["basic", "bearer", "apikey", "token", "digest", "api-key", "key"])
        {
            if (System.Text.Ascii.EqualsIgnoreCase(word, scheme)) return blank + 1;
        }
        return 0;
    }
}
