using System.Text;

namespace Stanch.Scanning.Ignoring;

/// <summary>
/// A comment beside a secret: <c>stanch:ignore[4-1b2c3d4e] rotated, see INC-12</c>, on the secret's own line or alone on the line above.
/// The brackets name values by fingerprint (whole, or its first ten characters or more), or detectors, or are left out.
/// </summary>
/// <param name="Reason">Empty: the mark gives none and hides nothing.</param>
/// <param name="Fingerprints">The values that it is about. None: a bare mark, see <see cref="BareMarks"/>.</param>
/// <param name="Detectors">Ids; none: any.</param>
/// <param name="Broken">The brackets cannot be read; it hides nothing.</param>
public sealed record InlineMark(string Reason, IReadOnlyList<string> Fingerprints, IReadOnlyList<string> Detectors, bool Broken = false)
{
    /// <summary>How far from the secret a mark is looked for: a line may be a gigabyte long.</summary>
    public const int Reach = 1024;

    private static ReadOnlySpan<byte> Word => "stanch:ignore"u8;

    public bool Counts => Reason.Length > 0 && !Broken;
    public bool Bare => Fingerprints.Count == 0;

    /// <summary>The mark for the secret at these offsets, or null.</summary>
    /// <param name="content">UTF-8 or anything that holds ASCII as it is.</param>
    public static InlineMark? Find(ReadOnlySpan<byte> content, int secretStart, int secretEnd)
    {
        var behind = content[secretEnd..Math.Min(content.Length, secretEnd + Reach)];
        if (behind.IndexOf((byte)'\n') is var newline and >= 0) behind = behind[..newline];
        if (Parse(behind, toTheEnd: true) is { } after) return after;

        var before = content[Math.Max(0, secretStart - Reach)..secretStart];
        var start = before.LastIndexOf((byte)'\n') + 1;
        // In front of the secret the comment must end, else the secret would be part of the reason.
        if (Parse(before[start..], toTheEnd: false) is { } front) return front;
        if (start == 0) return null;

        var above = before[..(start - 1)];
        var aboveStart = above.LastIndexOf((byte)'\n') + 1;
        if (aboveStart == 0 && secretStart > Reach) return null;
        above = above[aboveStart..];
        return IsAlone(above) ? Parse(above, toTheEnd: true) : null;
    }

    private static bool IsAlone(ReadOnlySpan<byte> line)
    {
        var at = line.IndexOf(Word);
        if (at < 0) return false;
        var opening = line[..at].Trim(" \t"u8);
        return opening.Length <= 6 && (Ascii.EqualsIgnoreCase(opening, "rem"u8) || opening.SequenceEqual("dnl"u8) || !HoldsLetterOrDigit(opening));
    }

    private static bool HoldsLetterOrDigit(ReadOnlySpan<byte> text)
    {
        foreach (var b in text)
            if (b >= 0x80 || char.IsAsciiLetterOrDigit((char)b)) return true;
        return false;
    }

    /// <summary>All marks of a stretch as one: those with fingerprints where there are any, else the first.</summary>
    /// <param name="toTheEnd">A comment may go on to the end of the line; else it must be closed in <paramref name="text"/>.</param>
    private static InlineMark? Parse(ReadOnlySpan<byte> text, bool toTheEnd)
    {
        InlineMark? all = null;
        while (text.IndexOf(Word) is var at and >= 0)
        {
            var begins = at == 0 || !(text[at - 1] is (byte)'_' or (byte)'-' or >= 0x80 || char.IsAsciiLetterOrDigit((char)text[at - 1]));
            text = text[(at + Word.Length)..];
            if (!begins) continue;
            var next = text.IndexOf(Word);
            if (ParseOne(Encoding.UTF8.GetString(next < 0 ? text : text[..next]), toTheEnd || next >= 0) is not { } mark) continue;
            if (all is null || (mark is { Counts: true, Bare: false } && (all.Bare || !all.Counts))) all = mark;
            else if (mark is { Counts: true, Bare: false }) all = all with { Fingerprints = [.. all.Fingerprints, .. mark.Fingerprints] };
        }
        return all;
    }

    /// <param name="rest">What follows the word.</param>
    private static InlineMark? ParseOne(string rest, bool toTheEnd)
    {
        var end = CloseOf(rest);
        if (end < 0 && !toTheEnd) return new InlineMark("", [], []);
        if (end >= 0) rest = rest[..end];

        List<string> fingerprints = [], detectors = [];
        if (rest.StartsWith('['))
        {
            var close = rest.IndexOf(']');
            if (close < 0) return new InlineMark("", [], [], Broken: true);
            foreach (var name in rest[1..close].Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
                if (Fingerprint.IsWellFormed(name, whole: false)) fingerprints.Add(name);
                else if (name.Contains('/')) detectors.Add(name);
                else return new InlineMark("", [], [], Broken: true);
            if (fingerprints.Count + detectors.Count == 0) return new InlineMark("", [], [], Broken: true);
            rest = rest[(close + 1)..];
        }
        else if (rest.Length > 0 && rest[0] is not (' ' or '\t' or ':' or '\r')) return null;
        var reason = rest.Trim(' ', '\t', '\r', ':', '-', '"', '\'', ',', ';', '/', '#', '(', '<', '!', '*');
        return new InlineMark(reason.Any(char.IsLetterOrDigit) ? reason : "", fingerprints, detectors);
    }

    private static int CloseOf(string text)
    {
        var first = -1;
        foreach (var close in (ReadOnlySpan<string>)["*/", "-->", "--%>", "#}", "%>", "*)", "-}", "#>"])
            if (text.IndexOf(close, StringComparison.Ordinal) is var at and >= 0 && (first < 0 || at < first)) first = at;
        return first;
    }
}
