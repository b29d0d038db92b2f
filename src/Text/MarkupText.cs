using System.Text;

namespace Stanch.Text;

/// <summary>Text for HTML and XML, in elements and in quoted attributes alike.</summary>
public static class MarkupText
{
    /// <summary>Fit to be shown first, which also leaves no character that XML forbids; then escaped.</summary>
    public static string Of(string text)
    {
        var fit = Printable.Of(text);
        if (fit.AsSpan().IndexOfAny("<>&\"'") < 0) return fit;
        var escaped = new StringBuilder(fit.Length + 16);
        foreach (var c in fit)
        {
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                _ => escaped.Append(c),
            };
        }
        return escaped.ToString();
    }
}
