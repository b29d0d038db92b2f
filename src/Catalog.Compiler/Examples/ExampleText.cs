using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Stanch.Catalog.Compiler.Patterns;
using Stanch.Detection.Judging;

namespace Stanch.Catalog.Compiler.Examples;

/// <summary>
/// Expands the placeholders of an example, so that no live-looking value has to stand in the repository. The same detector, list and
/// place in the list give the same text for good.
/// </summary>
internal sealed class ExampleText
{
    private const int MaxCount = 16 * 1024;
    // Private use: no example holds it, so the places to be filled by the checksum can be found again.
    private const char Hole = '\uE000';

    private readonly string text;
    private readonly Dice dice;
    private string? fault;
    private bool plain = true;

    private ExampleText(string text, string seed)
    {
        this.text = text;
        dice = new Dice(seed);
    }

    /// <param name="pattern">Finds groups <c>body</c> and <c>check</c> for <c>{checksum:n}</c>.</param>
    public static (string? Text, string? Fault) Expand(string text, string seed, Regex? pattern, string checksum)
    {
        var example = new ExampleText(text, seed);
        var at = 0;
        var expanded = example.Part(ref at, closing: false);
        if (example.fault is null && expanded.Contains(Hole)) expanded = example.FillHoles(expanded, pattern, checksum);
        return example.fault is null ? (expanded, null) : (null, example.fault);
    }

    /// <summary>Expands up to the end, or up to the <c>)}</c> that closes an encoded part.</summary>
    private string Part(ref int at, bool closing)
    {
        var result = new StringBuilder();
        while (at < text.Length && fault is null)
        {
            if (closing && string.CompareOrdinal(text, at, ")}", 0, 2) == 0)
            {
                at += 2;
                return result.ToString();
            }
            if (text[at] != '{') result.Append(text[at++]);
            else if (Encoded(ref at) is { } encoded) result.Append(encoded);
            else if (Placeholder(at, out var length) is { } value)
            {
                result.Append(value);
                at += length;
            }
            else result.Append(text[at++]);
        }
        if (closing) fault ??= "an encoded part without its ')}'";
        return result.ToString();
    }

    private string? Encoded(ref int at)
    {
        var (open, url) = text.AsSpan(at) switch
        {
            ['{', 'b', '6', '4', '(', ..] => (5, false),
            ['{', 'b', '6', '4', 'u', 'r', 'l', '(', ..] => (8, true),
            _ => (0, false),
        };
        if (open == 0) return null;
        at += open;
        var outer = plain;
        plain = false;
        var bytes = Encoding.UTF8.GetBytes(Part(ref at, closing: true));
        plain = outer;
        return url ? System.Buffers.Text.Base64Url.EncodeToString(bytes) : Convert.ToBase64String(bytes);
    }

    private string? Placeholder(int at, out int length)
    {
        length = 0;
        var close = text.IndexOf('}', at);
        if (close < 0) return null;
        var body = text[(at + 1)..close];
        length = close - at + 1;
        if (body == "uuid") return Uuid();
        var colon = body.IndexOf(':');
        if (colon <= 0) return null;
        var name = body[..colon];
        if (name != "checksum" && !Classes.Has(name)) return Unknown(name, body[(colon + 1)..]);
        if (!int.TryParse(body.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MaxCount)
        {
            fault = $"'{{{body}}}': the number of characters is from 1 to {MaxCount}";
            return null;
        }
        if (name != "checksum") return Classes.Draw(name, count, dice);
        if (!plain) fault = "'{checksum:n}' can't stand in an encoded part";
        return new string(Hole, count);
    }

    /// <summary><c>{name:12}</c> is meant as a placeholder; anything else in braces is itself, as in <c>{"a":1}</c>.</summary>
    private string? Unknown(string name, string count)
    {
        if (name.All(char.IsAsciiLetterOrDigit) && count.Length > 0 && count.All(char.IsAsciiDigit))
            fault = $"'{{{name}:{count}}}' is unknown; there are {string.Join(", ", Classes.Names)}, checksum and uuid";
        return null;
    }

    private string Uuid()
    {
        var hex = Classes.Draw("hex", 32, dice).ToCharArray();
        hex[12] = '4';
        hex[16] = "89ab"[dice.Below(4)];
        return new string(hex).Insert(20, "-").Insert(16, "-").Insert(12, "-").Insert(8, "-");
    }

    private string FillHoles(string expanded, Regex? pattern, string checksum)
    {
        var probe = expanded.Replace(Hole, '0');
        var filled = expanded.ToCharArray();
        foreach (var match in pattern is null ? [] : pattern.Matches(probe).AsEnumerable())
        {
            var (body, check) = (match.Groups["body"], match.Groups["check"]);
            if (!body.Success || !check.Success || filled[check.Index] != Hole) continue;
            var value = Checksum.IsComputed(checksum) ? Checksum.Compute(checksum, Encoding.Latin1.GetBytes(body.Value), check.Length) : "";
            if (value.Length == check.Length) value.CopyTo(filled.AsSpan(check.Index));
        }
        if (filled.Contains(Hole))
            fault = "'{checksum:n}' needs a checksum that is written out (crc32-…) and a pattern whose group 'check' stands there with group 'body'";
        return new string(filled);
    }
}
