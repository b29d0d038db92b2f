using System.Globalization;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Scanning.Ignoring;

/// <summary>A mistake in a file that a person keeps: <c>.stanch.yaml</c>, a baseline. Codes: docs/ignoring.md.</summary>
/// <param name="File">As it was named to the reader.</param>
/// <param name="Line">1-based; 0: the file as a whole.</param>
/// <param name="Column">1-based, in UTF-16 code units.</param>
public sealed record ConfigurationError(string File, int Line, int Column, string Code, string Message)
{
    /// <summary><c>.stanch.yaml(12,7): error CFG010: unknown key 'reasn'</c>; fit to be shown, whatever the file holds.</summary>
    public override string ToString() => Line == 0
        ? $"{Printable.Of(File)}: error {Code}: {Printable.Of(Message)}"
        : string.Create(CultureInfo.InvariantCulture, $"{Printable.Of(File)}({Line},{Column}): error {Code}: {Printable.Of(Message)}");

    /// <summary>A few characters of what the file holds, for a message.</summary>
    internal static string Quote(string text) => $"'{Printable.Of(text, 40)}'";
}

/// <summary>What was read, or everything that was wrong with it.</summary>
public sealed record ConfigurationResult<T>(T? Value, IReadOnlyList<ConfigurationError> Errors) where T : class
{
    public static implicit operator ConfigurationResult<T>(T value) => new(value, []);
    public static implicit operator ConfigurationResult<T>(ConfigurationError error) => new(null, [error]);
}
