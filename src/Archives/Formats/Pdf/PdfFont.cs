using System.Globalization;
using System.Text;

namespace Stanch.Archives.Formats.Pdf;

/// <summary>What a font says of the codes that texts of a page are made of: which letters they are, and how wide.</summary>
internal sealed class PdfFont
{
    private const int MostCodes = 65536;
    // Names of glyphs that are no letter themselves, by character.
    private const string Punctuation = "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash zero one two three four five six seven eight nine colon semicolon less equal greater question at";
    private static readonly Dictionary<string, char> glyphs = Glyphs();

    private readonly Dictionary<int, string> letters = [];
    private readonly Dictionary<int, double> widths = [];
    private readonly double otherWidth = 500;

    public PdfFont(PdfFile file, Dictionary<string, object>? font)
    {
        IsWide = file.Named(font, "Subtype") == "Type0";
        if (file.Member(font, "ToUnicode") is PdfStream map && file.Decode(map) is { } text) ReadMap(text);
        else if (!IsWide) ReadDifferences(file, font);
        KnowsLetters = !IsWide || letters.Count > 0;
        if (IsWide)
        {
            var inner = file.Fields((file.Member(font, "DescendantFonts") as List<object>)?.FirstOrDefault());
            otherWidth = file.Member(inner, "DW") is double wide ? wide : 1000;
            ReadWideWidths(file, file.Member(inner, "W") as List<object> ?? []);
        }
        else if (file.Member(font, "Widths") is List<object> list && file.Member(font, "FirstChar") is double first and >= 0 and < MostCodes)
            for (var i = 0; i < list.Count; i++) if (file.Resolve(list[i]) is double width) widths[(int)first + i] = width;
    }

    /// <summary>Codes are of two bytes.</summary>
    public bool IsWide { get; }
    public bool KnowsLetters { get; }

    /// <param name="width">In thousandths of the font's size.</param>
    public string Show(ReadOnlySpan<byte> codes, out double width)
    {
        var text = new StringBuilder();
        width = 0;
        for (var i = 0; i < codes.Length; i += IsWide ? 2 : 1)
        {
            var code = IsWide && i + 1 < codes.Length ? codes[i] << 8 | codes[i + 1] : codes[i];
            width += widths.GetValueOrDefault(code, otherWidth);
            if (letters.TryGetValue(code, out var letter)) text.Append(letter);
            else if (!IsWide && code >= 32) text.Append((char)code);
        }
        return text.ToString();
    }

    private void ReadMap(byte[] map)
    {
        var lexer = new PdfLexer(map, 0, map.Length);
        var operands = new List<object>();
        while (lexer.Next() is { } token)
        {
            if (token is not PdfWord word)
            {
                operands.Add(token);
                continue;
            }
            if (word.Text == "endbfchar") for (var i = 0; i + 1 < operands.Count; i += 2) Map(operands[i], operands[i], operands[i + 1]);
            else if (word.Text == "endbfrange") for (var i = 0; i + 2 < operands.Count; i += 3) Map(operands[i], operands[i + 1], operands[i + 2]);
            operands.Clear();
        }
    }

    private void Map(object from, object to, object letter)
    {
        if (from is not byte[] { Length: > 0 and <= 2 } first || to is not byte[] { Length: > 0 and <= 2 } last) return;
        for (int code = Code(first), i = 0; code <= Code(last) && letters.Count < MostCodes; code++, i++)
        {
            if (letter is List<object> list) letters[code] = i < list.Count && list[i] is byte[] one ? Encoding.BigEndianUnicode.GetString(one) : "";
            else if (letter is byte[] { Length: >= 2 } start)
            {
                var next = (byte[])start.Clone();
                var low = next[^2] << 8 | next[^1];
                (next[^2], next[^1]) = ((byte)(low + i >> 8), (byte)(low + i));
                letters[code] = Encoding.BigEndianUnicode.GetString(next);
            }
        }
    }

    private static int Code(byte[] bytes) => bytes.Length == 1 ? bytes[0] : bytes[0] << 8 | bytes[1];

    private void ReadDifferences(PdfFile file, Dictionary<string, object>? font)
    {
        if (file.Member(file.Fields(file.Member(font, "Encoding")), "Differences") is not List<object> differences) return;
        var code = 0;
        foreach (var item in differences)
        {
            if (item is double number) code = (int)Math.Clamp(number, 0, 255);
            else if (item is PdfName name)
            {
                if (name.Text.Length == 1) letters[code] = name.Text;
                else if (glyphs.TryGetValue(name.Text, out var glyph)) letters[code] = glyph.ToString();
                else if (name.Text.StartsWith("uni", StringComparison.Ordinal) && int.TryParse(name.Text.AsSpan(3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && point < 0xD800)
                    letters[code] = ((char)point).ToString();
                code++;
            }
        }
    }

    private void ReadWideWidths(PdfFile file, List<object> list)
    {
        for (var i = 0; i + 1 < list.Count;)
        {
            if (list[i] is not double first || first is < 0 or >= MostCodes) return;
            if (file.Resolve(list[i + 1]) is List<object> several)
            {
                for (var k = 0; k < several.Count; k++) if (several[k] is double one) widths[(int)first + k] = one;
                i += 2;
            }
            else if (i + 2 < list.Count && list[i + 1] is double last and < MostCodes && list[i + 2] is double same)
            {
                for (var code = (int)first; code <= last; code++) widths[code] = same;
                i += 3;
            }
            else return;
        }
    }

    private static Dictionary<string, char> Glyphs()
    {
        var names = new Dictionary<string, char>(StringComparer.Ordinal);
        foreach (var (i, name) in Punctuation.Split(' ').Index()) names[name] = (char)(' ' + i);
        foreach (var (name, c) in new[] { ("bracketleft", '['), ("backslash", '\\'), ("bracketright", ']'), ("asciicircum", '^'), ("underscore", '_'), ("grave", '`'), ("braceleft", '{'), ("bar", '|'), ("braceright", '}'), ("asciitilde", '~') }) names[name] = c;
        return names;
    }
}
