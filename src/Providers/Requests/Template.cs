using System.Text;
using System.Text.RegularExpressions;

namespace Stanch.Providers.Requests;

/// <summary>
/// Text with <c>{name}</c> in it. It only substitutes; what is substituted is escaped for the place where it goes, so no value can become
/// anything else than a value there. <c>{name?}</c> is empty where there is none.
/// </summary>
internal static partial class Template
{
    /// <summary>Names that must be bound.</summary>
    public static IEnumerable<string> Needed(string text) => Name().Matches(text).Where(m => !m.Groups[2].Success).Select(m => m.Groups[1].Value);

    /// <param name="value">Null: the name is bound to nothing.</param>
    /// <param name="escape">Throws <see cref="UnfitValueException"/> for what can't stand there.</param>
    public static string Fill(string text, Func<string, string?> value, Func<string, string> escape) =>
        Name().Replace(text, m => value(m.Groups[1].Value) is { } filled ? escape(filled) : m.Groups[2].Success ? "" : throw new UnfitValueException($"nothing is bound to '{m.Groups[1].Value}'"));

    /// <summary>For a part of a path or of a query.</summary>
    public static string ForAddress(string value) => value is "." or ".." ? throw new UnfitValueException("a value of dots can't stand in a path") : Uri.EscapeDataString(value);

    public static string ForForm(string value) => Uri.EscapeDataString(value);

    /// <summary>For a host: labels, and perhaps a port.</summary>
    public static string ForHost(string value) => Host().IsMatch(value) ? value.ToLowerInvariant() : throw new UnfitValueException("a value that should be a host's name is none");

    public static string ForHeader(string value)
    {
        foreach (var c in value)
            if (c is < ' ' or > '~') throw new UnfitValueException("a value can't stand in a header: it has a line break, a control character or one that is not ASCII");
        return value;
    }

    /// <summary>For the inside of a JSON string.</summary>
    public static string ForJson(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            if (c is '"' or '\\') text.Append('\\').Append(c);
            else if (c < ' ' || c > '~') text.Append("\\u").Append(((int)c).ToString("x4"));
            else text.Append(c);
        }
        return text.ToString();
    }

    public static string AsItIs(string value) => value;

    [GeneratedRegex(@"\{([a-z][a-z0-9_-]*)(\?)?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9-]{0,62})(\.[A-Za-z0-9]([A-Za-z0-9-]{0,62}))*(:[0-9]{1,5})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Host();
}

/// <summary>A value that can't go where the provider file puts it. Its message never holds the value.</summary>
internal sealed class UnfitValueException(string message) : Exception(message);
