using System.Text;
using Stanch.Detection;

namespace Stanch.Scanning.Content;

/// <summary>What a report shows of the line that holds a secret.</summary>
internal static class LineSnippet
{
    public const int MaxLength = 200;
    /// <summary>Bytes looked at to either side: more than <see cref="MaxLength"/> characters may come of fewer bytes only where they are escaped later.</summary>
    private const int Reach = 4 * MaxLength;

    /// <summary>The secret's first line, at most <see cref="MaxLength"/> characters of it, with every secret redacted.</summary>
    /// <param name="shown">What of <paramref name="content"/> may be shown: outside of it there may be secrets that nobody knows of yet.</param>
    public static string Of(ReadOnlySpan<byte> content, ContentForm form, ByteRange secret, ByteRange shown, Redactions redactions)
    {
        var line = LineWithin(content, form, secret, new ByteRange(Math.Max(shown.Start, secret.Start - Reach), Math.Min(Math.Max(shown.End, secret.End), secret.End + Reach)));
        var text = new StringBuilder();
        int at = line.Start, mark = 0, markEnd = 0;
        foreach (var (start, end, redacted) in redactions.Within(line.Start, line.End))
        {
            if (start > at) Append(text, content[at..start], form);
            if (start <= secret.Start && secret.Start < end) mark = text.Length;
            text.Append(redacted);
            if (start <= secret.Start && secret.Start < end) markEnd = text.Length;
            at = Math.Max(at, end);
        }
        if (at < line.End) Append(text, content[at..line.End], form);
        return Cut(text.ToString(), mark, markEnd);
    }

    /// <summary>The part of a line around a secret, within a window.</summary>
    public static ByteRange LineWithin(ReadOnlySpan<byte> content, ContentForm form, ByteRange secret, ByteRange window)
    {
        var before = content[window.Start..Math.Max(window.Start, secret.Start)];
        var after = content[secret.Start..Math.Max(secret.Start, window.End)];
        var start = window.Start + LastNewline(before, form);
        var length = FirstNewline(after, form);
        var end = secret.Start + (length < 0 ? after.Length : length);
        if (form == ContentForm.Text)
        {
            // Not into the middle of a character.
            while (start < secret.Start && start > 0 && (content[start] & 0xC0) == 0x80) start++;
        }
        return new ByteRange(start, end);
    }

    /// <summary>Offset behind the last line break; 0 when there is none.</summary>
    private static int LastNewline(ReadOnlySpan<byte> bytes, ContentForm form)
    {
        if (form == ContentForm.Text) return bytes.LastIndexOf((byte)'\n') + 1;
        for (var i = bytes.Length / 2 * 2 - 2; i >= 0; i -= 2)
        {
            if (IsNewline(bytes, i, form)) return i + 2;
        }
        return 0;
    }

    private static int FirstNewline(ReadOnlySpan<byte> bytes, ContentForm form)
    {
        if (form == ContentForm.Text) return bytes.IndexOf((byte)'\n');
        for (var i = 0; i + 1 < bytes.Length; i += 2)
        {
            if (IsNewline(bytes, i, form)) return i;
        }
        return -1;
    }

    private static bool IsNewline(ReadOnlySpan<byte> bytes, int at, ContentForm form) =>
        form == ContentForm.Utf16Le ? bytes[at] == '\n' && bytes[at + 1] == 0 : bytes[at] == 0 && bytes[at + 1] == '\n';

    /// <summary>As text; bytes that are none become U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, ContentForm form) => form switch
    {
        ContentForm.Utf16Le => Encoding.Unicode.GetString(bytes),
        ContentForm.Utf16Be => Encoding.BigEndianUnicode.GetString(bytes),
        _ => Encoding.UTF8.GetString(bytes),
    };

    private static void Append(StringBuilder text, ReadOnlySpan<byte> bytes, ContentForm form) => text.Append(Decode(bytes, form));

    private static string Cut(string line, int mark, int markEnd)
    {
        line = line.TrimEnd('\r').TrimStart('\uFEFF');
        if (line.Length <= MaxLength) return line;
        var start = Math.Clamp(mark - (MaxLength - (markEnd - mark)) / 2, 0, line.Length - MaxLength);
        var end = start + MaxLength;
        if (start > 0) start++;
        if (end < line.Length) end--;
        if (char.IsLowSurrogate(line[start])) start++;
        if (char.IsHighSurrogate(line[end - 1])) end--;
        return (start > 0 ? "…" : "") + line[start..end] + (end < line.Length ? "…" : "");
    }
}
