using System.Globalization;

namespace Stanch.Cli.Commands;

/// <summary><c>FILE</c> or <c>FILE:LINE</c>.</summary>
internal sealed record FileAndLine(string File, int? Line)
{
    public static FileAndLine Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        // A file of that very name is what was meant.
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line > 0 && !System.IO.File.Exists(text)
            ? new FileAndLine(text[..colon], line)
            : new FileAndLine(text, null);
    }
}
