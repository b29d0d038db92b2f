using System.Security.Cryptography;
using System.Text;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Signing;

/// <summary>AWS Signature Version 4.</summary>
internal static class AwsSignature
{
    /// <param name="words">Key id, secret, region, service, and perhaps a session token (empty: none).</param>
    public static void Sign(OutgoingRequest request, string[] words, DateTimeOffset now)
    {
        var (id, secret, region, service) = (words[0], words[1], words[2], words[3]);
        var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        request.Add("X-Amz-Date", stamp);
        if (words.Length > 4 && words[4].Length > 0) request.Add("X-Amz-Security-Token", words[4]);
        var signed = request.Headers.Select(h => (Name: h.Key.ToLowerInvariant(), Value: h.Value.Trim())).Append((Name: "host", Value: request.Address.Authority));
        if (request.ContentType.Length > 0) signed = signed.Append((Name: "content-type", Value: request.ContentType));
        var headers = signed.OrderBy(h => h.Name, StringComparer.Ordinal).ToList();
        var names = string.Join(';', headers.Select(h => h.Name));
        var canonical = string.Join('\n', request.Method, Path(request.Address, service), Query(request.Address), string.Concat(headers.Select(h => $"{h.Name}:{h.Value}\n")), names,
            Hex(SHA256.HashData(request.Body ?? [])));
        var scope = $"{stamp[..8]}/{region}/{service}/aws4_request";
        var text = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var step in scope.Split('/')) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        request.Add("Authorization", $"AWS4-HMAC-SHA256 Credential={id}/{scope}, SignedHeaders={names}, Signature={Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)))}");
    }

    /// <summary>Every service but S3 has the path escaped once more.</summary>
    private static string Path(Uri address, string service) =>
        service == "s3" ? address.AbsolutePath : string.Join('/', address.AbsolutePath.Split('/').Select(Uri.EscapeDataString));

    private static string Query(Uri address) => string.Join('&', address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => p.Contains('=') ? p : p + "=").OrderBy(p => p, StringComparer.Ordinal));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
