using System.Globalization;
using System.Text;

namespace Stanch.Text;

/// <summary>Foreign text in GitHub-flavoured Markdown: never markup, a mention, a link or the end of a table's cell.</summary>
public static class MarkdownText
{
    private const string Special = "\\`*_{}[]<>#|~&$!";

    /// <summary>As code, where nothing is rendered or linked. A span of backticks when the text allows it, so that the source stays readable.</summary>
    public static string Code(string text)
    {
        var fit = Printable.Of(text);
        if (fit.Length > 0 && fit.AsSpan().IndexOfAny("`|") < 0 && fit[0] != ' ' && fit[^1] != ' ') return $"`{fit}`";
        var entities = new StringBuilder("<code>");
        foreach (var c in fit)
        {
            if (char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c))) entities.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
            else entities.Append(c);
        }
        return entities.Append("</code>").ToString();
    }

    /// <summary>
    /// As prose. The zero-width spaces keep <c>@name</c> and <c>#1</c> from calling somebody: code hosts look for those in the rendered text.
    /// </summary>
    public static string Plain(string text)
    {
        var fit = new StringBuilder(text.Length + 8);
        var shown = Printable.Of(text);
        for (var i = 0; i < shown.Length; i++)
        {
            var rest = shown.AsSpan(i);
            if (Special.Contains(rest[0]) || rest.StartsWith("://", StringComparison.Ordinal)) fit.Append('\\');
            if (rest[0] == '.' && i >= 3 && shown.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase)) fit.Append('\\');
            fit.Append(rest[0]);
            if (rest[0] is '@' or '#') fit.Append("&#8203;");
        }
        return fit.ToString();
    }

    /// <summary>In a line of HTML within Markdown, which some renderers read as Markdown all the same.</summary>
    public static string Html(string text)
    {
        var fit = new StringBuilder(text.Length + 8);
        foreach (var c in Printable.Of(text))
        {
            if (c is '<' or '>' or '"' or '\'' || Special.Contains(c)) fit.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
            else fit.Append(c);
            if (c is '@' or '#' or ':') fit.Append("&#8203;");
        }
        return fit.ToString().Replace("www.", "www&#8203;.", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A fence longer than any run of backticks in the text.</summary>
    public static string Fence(string text)
    {
        var longest = 2;
        for (var (i, run) = (0, 0); i < text.Length; i++)
        {
            run = text[i] == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return new string('`', longest + 1);
    }
}
