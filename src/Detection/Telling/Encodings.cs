using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Stanch.Detection.Telling;

/// <summary>What takes text out of other text.</summary>
internal static class Encodings
{
    /// <summary>Either alphabet, padded or not.</summary>
    public static string? Base64(string text)
    {
        var ascii = Encoding.Latin1.GetBytes(text.TrimEnd('=').Replace('+', '-').Replace('/', '_'));
        var bytes = new byte[Base64Url.GetMaxDecodedLength(ascii.Length) + 3];
        return Base64Url.DecodeFromUtf8(ascii, bytes, out _, out var written) == OperationStatus.Done ? Encoding.Latin1.GetString(bytes, 0, written) : null;
    }

    public static string Percent(string text) =>
        text.Contains('%', StringComparison.Ordinal) ? Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(text))) : text;

    /// <summary>A text, number or flag, or a list of them.</summary>
    public static string? Json(string text, string pointer)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.Latin1.GetBytes(text));
            var at = document.RootElement;
            foreach (var step in pointer.Split('/').Skip(1).Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
            {
                if (at.ValueKind == JsonValueKind.Array && int.TryParse(step, out var index) && index >= 0 && index < at.GetArrayLength()) at = at[index];
                else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at)) return null;
            }
            return Scalar(at) is { } found ? Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(found)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // A text with half a surrogate.
            return null;
        }
    }

    private static string? Scalar(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        JsonValueKind.Array => string.Join(", ", element.EnumerateArray().Take(20).Select(Scalar).OfType<string>()),
        _ => null,
    };

    /// <summary><c>host</c>, <c>port</c>, <c>user</c>, <c>path</c> of an address; never its password or query.</summary>
    public static string? Url(string text, string piece)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        if (start < 0) return null;
        var rest = text[(start + 3)..];
        var end = rest.AsSpan().IndexOfAny("/?#");
        var authority = end < 0 ? rest : rest[..end];
        var sign = authority.LastIndexOf('@');
        var host = authority[(sign + 1)..];
        var colon = host.LastIndexOf(':');
        return piece switch
        {
            "host" => colon < 0 ? host : host[..colon],
            "port" => colon < 0 ? null : host[(colon + 1)..],
            "user" => sign < 0 ? null : Percent(authority[..sign].Split(':')[0]),
            "path" when end >= 0 && rest[end] == '/' => Percent(rest[(end + 1)..].Split('?', '#')[0]),
            _ => null,
        };
    }
}
