using System.Text;

namespace Stanch.Detection.Telling;

/// <summary>
/// Reads a macaroon in its binary form, version 2: sections of fields (kind, length, bytes), each closed by a zero. The first one names the macaroon,
/// the next ones restrict it, and the signature, which is never looked at, is the last field.
/// </summary>
internal static class Macaroon
{
    private const int Location = 1, Identifier = 2, End = 0;

    /// <param name="piece"><c>location</c>, <c>identifier</c> or <c>caveats</c>.</param>
    public static string? Piece(string text, string piece)
    {
        if (text is not ['\x02', ..]) return null;
        var at = 1;
        if (Section(text, ref at) is not { } first) return null;
        switch (piece)
        {
            case "location": return first.GetValueOrDefault(Location);
            case "identifier": return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(first.GetValueOrDefault(Identifier) ?? "")) is { Length: > 0 } id ? id : null;
            case "caveats":
                var caveats = new List<string>();
                while (Section(text, ref at) is { Count: > 0 } next)
                {
                    if (next.TryGetValue(Identifier, out var caveat)) caveats.Add(caveat);
                }
                return caveats.Count == 0 ? null : string.Join("; ", caveats);
            default: return null;
        }
    }

    /// <summary>The fields up to the zero; null when the text is cut.</summary>
    private static Dictionary<int, string>? Section(string text, ref int at)
    {
        var fields = new Dictionary<int, string>();
        while (Number(text, ref at) is { } kind)
        {
            if (kind == End) return fields;
            if (Number(text, ref at) is not { } length || length > text.Length - at) return null;
            fields[kind] = text.Substring(at, length);
            at += length;
        }
        return null;
    }

    /// <summary>Seven bits a byte, the lowest first.</summary>
    private static int? Number(string text, ref int at)
    {
        var value = 0;
        for (var shift = 0; shift <= 21; shift += 7)
        {
            if (at >= text.Length || text[at] > 0xFF) return null;
            var b = text[at++];
            value |= (b & 0x7F) << shift;
            if (b < 0x80) return value;
        }
        return null;
    }
}
