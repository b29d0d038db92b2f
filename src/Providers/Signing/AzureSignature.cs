using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Signing;

/// <summary>The three ways in which Azure's storage and messaging take a key.</summary>
internal static class AzureSignature
{
    private const string Version = "2021-08-06";

    /// <summary>Storage: the account's key signs the request.</summary>
    /// <param name="words">Account, key in base64.</param>
    public static void SharedKey(OutgoingRequest request, string[] words, DateTimeOffset now)
    {
        request.Add("x-ms-date", now.UtcDateTime.ToString("R", CultureInfo.InvariantCulture));
        request.Add("x-ms-version", Version);
        var headers = request.Headers.Where(h => h.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase)).OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key.ToLowerInvariant()}:{h.Value}\n");
        var query = request.Address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2))
            .Select(p => $"\n{Uri.UnescapeDataString(p[0]).ToLowerInvariant()}:{(p.Length > 1 ? Uri.UnescapeDataString(p[1]) : "")}").OrderBy(p => p, StringComparer.Ordinal);
        var length = request.Body is { Length: > 0 } body ? body.Length.ToString(CultureInfo.InvariantCulture) : "";
        var text = $"{request.Method}\n\n\n{length}\n\n{request.ContentType}\n\n\n\n\n\n\n{string.Concat(headers)}/{words[0]}{request.Address.AbsolutePath}{string.Concat(query)}";
        request.Add("Authorization", $"SharedKey {words[0]}:{Mac(Key(words[1]), text)}");
    }

    /// <summary>Messaging: the key signs a pass of ten minutes for the address.</summary>
    /// <param name="words">Key's name, key.</param>
    public static void SharedAccess(OutgoingRequest request, string[] words, DateTimeOffset now)
    {
        var resource = Uri.EscapeDataString(request.Address.GetLeftPart(UriPartial.Path));
        var expiry = now.AddMinutes(10).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Mac(Encoding.UTF8.GetBytes(words[1]), $"{resource}\n{expiry}");
        request.Add("Authorization", $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(signature)}&se={expiry}&skn={Uri.EscapeDataString(words[0])}");
    }

    /// <summary>A signature that was handed out is a query already; anything that is none must not become one.</summary>
    public static string Query(string token)
    {
        token = token.TrimStart('?');
        foreach (var c in token)
            if (!(char.IsAsciiLetterOrDigit(c) || "-._~%=&:+/".Contains(c))) throw new UnfitValueException("the value is no shared access signature");
        return token;
    }

    private static byte[] Key(string base64)
    {
        var key = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, key, out var length) ? key[..length] : throw new UnfitValueException("the value is no account key");
    }

    private static string Mac(byte[] key, string text) => Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
