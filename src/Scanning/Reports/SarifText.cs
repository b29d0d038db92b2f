using System.Text;
using System.Text.Json;
using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>Texts and addresses as SARIF wants them.</summary>
internal static class SarifText
{
    /// <summary>
    /// A message. SARIF reads <c>{0}</c> as a placeholder and <c>[text](address)</c> as a link, so foreign text must not hold them bare.
    /// </summary>
    public static void Message(Utf8JsonWriter json, string name, string text)
    {
        var fit = new StringBuilder(text.Length + 8);
        foreach (var c in Printable.Of(text))
        {
            if (c is '{' or '}') fit.Append(c);
            if (c is '[' or ']' or '\\') fit.Append('\\');
            fit.Append(c);
        }
        json.WriteStartObject(name);
        json.WriteString("text", fit.ToString());
        json.WriteEndObject();
    }

    /// <summary>A path as a relative reference, each segment percent-encoded; an absolute one as a file address.</summary>
    public static string Uri(string path)
    {
        var drive = path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] == '/';
        var encoded = string.Join('/', path.Split('/').Select(System.Uri.EscapeDataString));
        if (drive) return string.Concat("file:///", path.AsSpan(0, 2), encoded.AsSpan(encoded.IndexOf('/', StringComparison.Ordinal)));
        // Two slashes at the start would name a host.
        return path.StartsWith('/') ? "file:///" + encoded.TrimStart('/') : encoded;
    }
}
