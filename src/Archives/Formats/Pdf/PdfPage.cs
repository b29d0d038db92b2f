using System.Text;

namespace Stanch.Archives.Formats.Pdf;

/// <summary>Reads the text that a page draws. A new height is a new line, a gap is a blank.</summary>
internal sealed class PdfPage(PdfFile file, Dictionary<object, PdfFont> fonts, Budget budget)
{
    private const int Deepest = 8, MostDrawn = 200, Longest = 16 << 20;

    private readonly StringBuilder text = new();
    private PdfFont? font;
    private double size = 1, scale = 1, leading, x, y, lineX, lineY, drawnX, drawnY = double.NaN;
    private int drawn;

    public string Text => text.ToString();
    /// <summary>Some of it is in a font that doesn't say which letters it draws.</summary>
    public bool HasUnknownLetters { get; private set; }

    public void Draw(byte[] content, Dictionary<string, object>? resources, int depth = 0)
    {
        var lexer = new PdfLexer(content, 0, content.Length);
        var operands = new List<object>();
        while (lexer.Next() is { } token)
        {
            if (token is not PdfWord word)
            {
                if (operands.Count < 64) operands.Add(token);
                continue;
            }
            budget.CheckTime();
            if (word.Text == "ID") SkipPicture(lexer, content);
            else Do(word.Text, operands, resources, depth);
            operands.Clear();
        }
    }

    private void Do(string word, List<object> operands, Dictionary<string, object>? resources, int depth)
    {
        double N(int i) => i < operands.Count && operands[i] is double number ? number : 0;
        switch (word)
        {
            case "BT": (x, y, lineX, lineY, scale) = (0, 0, 0, 0, 1); break;
            case "Tf": (font, size) = (FontOf(resources, operands.FirstOrDefault() as PdfName), N(1)); break;
            case "TL": leading = N(0); break;
            case "Td": Move(N(0), N(1)); break;
            case "TD": leading = -N(1); Move(N(0), N(1)); break;
            case "T*": Move(0, -leading); break;
            case "Tm":
                scale = Math.Max(1e-6, Math.Sqrt(N(0) * N(0) + N(1) * N(1)));
                (x, y) = (lineX, lineY) = (N(4), N(5));
                break;
            case "Tj": Show(operands.FirstOrDefault()); break;
            case "'" or "\"": Move(0, -leading); Show(operands.LastOrDefault()); break;
            case "TJ": foreach (var item in operands.FirstOrDefault() as List<object> ?? []) Show(item); break;
            case "Do" when operands.FirstOrDefault() is PdfName name && depth < Deepest && ++drawn <= MostDrawn
                && file.Member(file.Fields(file.Member(resources, "XObject")), name.Text) is PdfStream form && file.Named(form.Fields, "Subtype") == "Form" && file.Decode(form) is { } content:
                Draw(content, file.Fields(file.Member(form.Fields, "Resources")) ?? resources, depth + 1);
                break;
        }
    }

    private void Move(double right, double up)
    {
        lineX += right * scale;
        lineY += up * scale;
        (x, y) = (lineX, lineY);
    }

    private void Show(object? what)
    {
        if (what is double shift) x -= shift / 1000 * size * scale;
        if (what is not byte[] codes || codes.Length == 0 || text.Length > Longest) return;
        double width = 500 * codes.Length;
        var letters = font is null ? Encoding.Latin1.GetString(codes) : font.Show(codes, out width);
        HasUnknownLetters |= font is { KnowsLetters: false };
        var em = Math.Abs(size) * scale;
        if (text.Length > 0 && Math.Abs(y - drawnY) > em * 0.3) text.Append('\n');
        else if (text.Length > 0 && x - drawnX > em * 0.15) text.Append(' ');
        text.Append(letters);
        x += width / 1000 * size * scale;
        (drawnX, drawnY) = (x, y);
    }

    private PdfFont? FontOf(Dictionary<string, object>? resources, PdfName? name)
    {
        if (name is null || file.Fields(file.Member(file.Fields(file.Member(resources, "Font")), name.Text)) is not { } fields) return null;
        if (!fonts.TryGetValue(fields, out var known)) fonts.Add(fields, known = new PdfFont(file, fields));
        return known;
    }

    /// <summary>A small picture stands in the text itself.</summary>
    private static void SkipPicture(PdfLexer lexer, byte[] content)
    {
        while (lexer.At < content.Length)
        {
            var at = content.AsSpan(lexer.At).IndexOf("EI"u8);
            if (at < 0) lexer.At = content.Length;
            else
            {
                lexer.At += at + 2;
                if (lexer.At >= content.Length || content[lexer.At] is 10 or 13 or 32) return;
            }
        }
    }
}
