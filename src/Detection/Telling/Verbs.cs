using System.Buffers;
using System.Globalization;

namespace Stanch.Detection.Telling;

/// <param name="Usage">The name, then an upper-case word for each argument; <c>…</c> after the last: one or more.</param>
internal sealed record Verb(string Usage, Func<string, string[], string?> Run)
{
    private readonly string[] words = Usage.Split(' ');

    public string Name => words[0];

    /// <summary>Whether each argument is of its kind: <c>N</c> a whole number, <c>A=B</c> a pair.</summary>
    public bool Takes(string[] arguments)
    {
        var many = words[^1].EndsWith('…');
        if (many ? arguments.Length < words.Length - 1 : arguments.Length != words.Length - 1) return false;
        return arguments.Index().All(a => words[Math.Min(a.Index + 1, words.Length - 1)].TrimEnd('…') switch
        {
            "N" or "COUNT" => int.TryParse(a.Item, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "A=B" => a.Item.IndexOf('=', StringComparison.Ordinal) > 0,
            "/POINTER" => a.Item.StartsWith('/'),
            _ => true,
        });
    }
}

/// <summary>
/// The closed list of what <c>tells</c> can do. A new one is added once, under a name that is no brand. Each gives null where the text is not of the
/// kind that it reads.
/// </summary>
internal static class Verbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new("split SEPARATOR N", (text, a) => Item(text.Split(a[0]), Number(a[1]))),
        new("after TEXT", (text, a) => text.IndexOf(a[0], StringComparison.Ordinal) is var at and >= 0 ? text[(at + a[0].Length)..] : null),
        new("before TEXT", (text, a) => text.IndexOf(a[0], StringComparison.Ordinal) is var at and >= 0 ? text[..at] : null),
        new("chars N COUNT", (text, a) => Chars(text, Number(a[0]), Number(a[1]))),
        new("holds TEXT", (text, a) => text.Contains(a[0], StringComparison.Ordinal) ? text : null),
        new("prefix A=B…", (text, a) => a.Select(p => p.Split('=', 2)).FirstOrDefault(p => text.StartsWith(p[0], StringComparison.Ordinal))?[1]),
        new("base64", (text, _) => Encodings.Base64(text)),
        new("percent", (text, _) => Encodings.Percent(text)),
        new("json /POINTER", (text, a) => Encodings.Json(text, a[0])),
        new("field NAME", (text, a) => Field(text, a[0])),
        new("url PIECE", (text, a) => Encodings.Url(text, a[0])),
        new("base36", (text, _) => Numbers.Base36(text)),
        new("date", (text, _) => Numbers.Date(text)),
        new("letters-month N", (text, a) => Numbers.LettersMonth(text, Number(a[0]))),
        new("snowflake-date N", (text, a) => Numbers.SnowflakeDate(text, a[0])),
        new("key-id-account", (text, _) => Numbers.KeyIdAccount(text)),
        new("macaroon PIECE", (text, a) => Macaroon.Piece(text, a[0])),
    ];

    private static int Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : 0;

    /// <summary>From 0; below 0 from the end.</summary>
    private static string? Item(string[] items, int n)
    {
        if (n < 0) n += items.Length;
        return n >= 0 && n < items.Length ? items[n] : null;
    }

    /// <param name="at">From 0; below 0 from the end.</param>
    /// <param name="count">Below 0: all but so many at the end.</param>
    private static string? Chars(string text, int at, int count)
    {
        if (at < 0) at += text.Length;
        var end = count < 0 ? text.Length + count : (long)at + count;
        return at >= 0 && end > at && end <= text.Length ? text[at..(int)end] : null;
    }

    private static readonly SearchValues<char> FieldEnds = SearchValues.Create("\r\n;&\"'");

    /// <summary><c>name=value</c> or <c>name:value</c>, at the start or behind a line's end, <c>;</c>, <c>&amp;</c> or <c>?</c>; percent-decoded.</summary>
    private static string? Field(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            if ((at > 0 && text[at - 1] is not ('\n' or ';' or '&' or '?' or ' ')) || end >= text.Length || text[end] is not ('=' or ':')) continue;
            var rest = text[(end + 1)..];
            var stop = rest.AsSpan().IndexOfAny(FieldEnds);
            return Encodings.Percent(stop < 0 ? rest : rest[..stop]);
        }
        return null;
    }
}
