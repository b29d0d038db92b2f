using System.Globalization;
using System.Text;

namespace Stanch.Text;

/// <summary>Columns that text takes on a terminal: two for East Asian wide characters and emoji, none for marks that combine.</summary>
public static class Cells
{
    // First and last code point of the blocks that terminals draw two columns wide, from Unicode's EastAsianWidth (W and F), merged.
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x23E9, 0x23EC), (0x25FD, 0x25FE), (0x2614, 0x2615), (0x26A1, 0x26A1), (0x26BD, 0x26BE),
        (0x2705, 0x2705), (0x274C, 0x274C), (0x2753, 0x2757), (0x2795, 0x2797), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2E80, 0x303E),
        (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAFF),
        (0xFE30, 0xFE6F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x18CFF), (0x1B000, 0x1B2FF), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF),
        (0x1F900, 0x1F9FF), (0x1FA70, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    public static int Of(Rune rune)
    {
        if (rune.Value < 0x300) return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) return 0;
        foreach (var (first, last) in Wide)
        {
            if (rune.Value < first) return 1;
            if (rune.Value <= last) return 2;
        }
        return 1;
    }

    public static int Of(string text)
    {
        var cells = 0;
        foreach (var rune in text.EnumerateRunes()) cells += Of(rune);
        return cells;
    }

    /// <summary>As much of the start of a text as fits.</summary>
    public static string Head(string text, int cells)
    {
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if ((cells -= Of(rune)) < 0) break;
            end += rune.Utf16SequenceLength;
        }
        return text[..end];
    }

    /// <summary>As much of the end of a text as fits.</summary>
    public static string Tail(string text, int cells)
    {
        var start = text.Length;
        while (start > 0)
        {
            var length = start > 1 && char.IsLowSurrogate(text[start - 1]) && char.IsHighSurrogate(text[start - 2]) ? 2 : 1;
            if (!Rune.TryGetRuneAt(text, start - length, out var rune)) rune = Rune.ReplacementChar;
            if ((cells -= Of(rune)) < 0) break;
            start -= length;
        }
        return text[start..];
    }
}
