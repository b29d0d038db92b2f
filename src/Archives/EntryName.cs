using System.Globalization;
using System.Text;

namespace Stanch.Archives;

/// <summary>Names of entries as text: only ever shown and matched, never opened. One that a reader, a terminal or an address could take for something else is written out.</summary>
internal static class EntryName
{
    private const int Longest = 1000;

    public static string Of(string name)
    {
        name = name.Replace('\\', '/');
        while (name.StartsWith("./", StringComparison.Ordinal)) name = name[2..];
        if (name.Length == 0) return "content";
        if (name.Length > Longest) name = name[..Longest] + '…';
        var text = new StringBuilder(name.Length + 16);
        var first = true;
        foreach (var segment in name.Split('/'))
        {
            if (!first) text.Append('/');
            first = false;
            // A path with these in it would lead out of the container wherever it is resolved.
            if (segment is "..") text.Append(@"\x2E\x2E");
            else Append(text, segment);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, string segment)
    {
        for (var i = 0; i < segment.Length; i++)
        {
            var c = segment[i];
            // At the end of a segment it would look like the mark between a container and what is in it.
            if (c == '!' && i == segment.Length - 1) text.Append(@"\x21");
            else if (char.IsHighSurrogate(c) && i + 1 < segment.Length && char.IsLowSurrogate(segment[i + 1])) text.Append(c).Append(segment[++i]);
            else if (char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                text.Append(CultureInfo.InvariantCulture, $@"\u{(int)c:X4}");
            else if (char.IsControl(c)) text.Append(CultureInfo.InvariantCulture, $@"\x{(int)c:X2}");
            else text.Append(c);
        }
    }
}
