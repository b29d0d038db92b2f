using System.Security.Cryptography;
using System.Text;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Signing;

/// <summary>HMAC-SHA-256 over a text of the request's own pieces, put into a header or a query parameter.</summary>
internal static class MacHeader
{
    /// <param name="rest"><c>NAME KEY TEXT [base64]</c>; NAME with a leading <c>?</c> is a parameter. TEXT may hold <c>{method}</c>, <c>{path}</c>, <c>{query}</c>, <c>{body}</c>.</param>
    public static void Sign(OutgoingRequest request, string rest, Func<string, string?> value)
    {
        var words = rest.Split(' ');
        var key = Template.Fill(words[1], value, Template.AsItIs);
        var text = Template.Fill(words[2], name => Piece(request, name) ?? value(name), Template.AsItIs);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text));
        var signature = words.Length > 3 ? Convert.ToBase64String(mac) : Convert.ToHexStringLower(mac);
        if (words[0].StartsWith('?')) RequestSigning.Append(request, $"{words[0][1..]}={Uri.EscapeDataString(signature)}");
        else request.Add(words[0], signature);
    }

    private static string? Piece(OutgoingRequest request, string name) => name switch
    {
        "method" => request.Method,
        "path" => request.Address.AbsolutePath,
        "query" => request.Address.Query.TrimStart('?'),
        "body" => Encoding.UTF8.GetString(request.Body ?? []),
        _ => null,
    };
}
