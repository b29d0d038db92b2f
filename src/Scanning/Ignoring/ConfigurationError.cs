using System.Globalization;
using System.Text;

namespace Stanch.Scanning.Ignoring;

/// <summary>A mistake in a file that a person keeps: <c>.stanch.yaml</c>, a baseline. Codes: docs/ignoring.md.</summary>
/// <param name="File">As it was named to the reader.</param>
/// <param name="Line">1-based; 0: the file as a whole.</param>
/// <param name="Column">1-based, in UTF-16 code units.</param>
public sealed record ConfigurationError(string File, int Line, int Column, string Code, string Message)
{
    /// <summary><c>.stanch.yaml(12,7): error CFG010: unknown key 'reasn'</c>; holds no control character, whatever the file holds.</summary>
    public override string ToString() => Line == 0
        ? $"{Printable(File, 1000)}: error {Code}: {Printable(Message, 1000)}"
        : string.Create(CultureInfo.InvariantCulture, $"{Printable(File, 1000)}({Line},{Column}): error {Code}: {Printable(Message, 1000)}");

    /// <summary>A few characters of what the file holds, for a message: the file may be a stranger's, the message goes to a terminal.</summary>
    internal static string Quote(string text) => $"'{Printable(text, 40)}'";

    private static string Printable(string text, int most)
    {
        var line = new StringBuilder(Math.Min(text.Length, most) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= most) return line.Append('…').ToString();
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
                line.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            else line.Append(rune.ToString());
        }
        return line.ToString();
    }
}

/// <summary>What was read, or everything that was wrong with it.</summary>
public sealed record ConfigurationResult<T>(T? Value, IReadOnlyList<ConfigurationError> Errors) where T : class
{
    public static implicit operator ConfigurationResult<T>(T value) => new(value, []);
    public static implicit operator ConfigurationResult<T>(ConfigurationError error) => new(null, [error]);
}
