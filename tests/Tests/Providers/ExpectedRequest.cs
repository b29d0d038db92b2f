using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Stanch.Tests.Providers;

/// <summary>What must come over the wire for a type, worked out from the provider file by other code than the program's.</summary>
internal static partial class ExpectedRequest
{
    // Stands for the value, which in the made-up value's request is not known.
    private const string AnyValue = "\uE001";

    /// <summary>Whether the request carries the type's own secret, and not a made-up one.</summary>
    public static bool IsReal(CheckedType type, Received request)
    {
        var verb = type.Check.Request.Auth.Split(' ')[0];
        return verb switch
        {
            "aws-sigv4" => request.Header("Authorization").EndsWith(AwsSignature(request, type.Secret), StringComparison.Ordinal),
            "gcp-jwt" => SignedBy(CheckedTypes.SigningKey, request),
            _ => request.Everything.Contains(type.Secret, StringComparison.Ordinal),
        };
    }

    /// <summary>The request that ends a minted token, and not the check's own.</summary>
    public static bool IsUndo(CheckedType type, Received request) =>
        type.Check.Undo is { } undo && request.Method == undo.Method && request.Target.EndsWith(new Uri(undo.Address).PathAndQuery, StringComparison.Ordinal);

    /// <returns>Empty when it is as it should be.</returns>
    public static string Complaint(CheckedType type, Received request, string prefix)
    {
        var declared = type.Check.Request;
        if (request.Method != declared.Method) return $"{type.Id}: method {request.Method}";
        var address = declared.Address[(declared.Address.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var path = address.IndexOfAny(['/', '?']) is >= 0 and var start ? address[start..] : "/";
        var (verb, rest) = declared.Auth.Split(' ', 2) is [var v, var r] ? (v, r) : (declared.Auth, "");
        var query = verb == "query" ? (path.Contains('?') ? "&" : "?") + rest : "";
        if (!Matches(prefix + (path.StartsWith('?') ? "/" + path : path) + query, type, Uri.EscapeDataString, request.Target)) return $"{type.Id}: target {request.Target}";
        if (verb == "bearer" && !Matches($"Bearer {rest}", type, s => s, request.Header("Authorization"))) return $"{type.Id}: not the bearer";
        if (verb == "header" && !Matches(rest[(rest.IndexOf(": ", StringComparison.Ordinal) + 2)..], type, s => s, request.Header(rest[..rest.IndexOf(':')]))) return $"{type.Id}: not the header {rest}";
        if (verb == "basic")
        {
            var words = rest.Split(' ').Select(w => w == "\"\"" ? "" : w).ToArray();
            var sent = Encoding.UTF8.GetString(Convert.FromBase64String(request.Header("Authorization")["Basic ".Length..]));
            if (!Matches($"{words[0]}:{(words.Length > 1 ? words[1] : "")}", type, s => s, sent)) return $"{type.Id}: not the user and password";
        }
        foreach (var (name, value) in declared.Headers)
            if (!Matches(value, type, s => s, request.Header(name))) return $"{type.Id}: not the header {name}";
        if (declared.Body.Length == 0) return "";
        var json = declared.Body.TrimStart()[0] is '{' or '[';
        if (!Matches(declared.Body, type, json ? s => System.Text.Json.JsonEncodedText.Encode(s).ToString() : Uri.EscapeDataString, request.Text)) return $"{type.Id}: body {request.Text}";
        return request.Header("Content-Type").Length > 0 ? "" : $"{type.Id}: a body of no type";
    }

    private static bool Matches(string template, CheckedType type, Func<string, string> escape, string sent)
    {
        var filled = Name().Replace(template, m => m.Groups[1].Value == "secret" ? AnyValue : type.Value(m.Groups[1].Value) is { } value ? escape(value) : "");
        return Regex.IsMatch(sent, $"\\A{Regex.Escape(filled).Replace(AnyValue, "(?s:.+)", StringComparison.Ordinal)}\\z");
    }

    private static bool SignedBy(RSA key, Received request)
    {
        var token = Uri.UnescapeDataString(request.Text.Split("assertion=")[1]).Split('.');
        return key.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), System.Buffers.Text.Base64Url.DecodeFromChars(token[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>The signature that the request should have, from what came.</summary>
    public static string AwsSignature(Received request, string secret)
    {
        var match = AwsAuthorization().Match(request.Header("Authorization"));
        if (!match.Success) return "none";
        var scope = match.Groups["scope"].Value;
        var names = match.Groups["names"].Value.Split(';');
        var target = request.Target.Split('?', 2);
        var canonical = $"{request.Method}\n{target[0]}\n{(target.Length > 1 ? target[1] : "")}\n{string.Concat(names.Select(n => $"{n}:{request.Header(n)}\n"))}\n{string.Join(';', names)}\n{Convert.ToHexStringLower(SHA256.HashData(request.Body))}";
        var text = $"AWS4-HMAC-SHA256\n{request.Header("X-Amz-Date")}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), (k, step) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(step)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    [GeneratedRegex(@"\{([a-z][a-z0-9_-]*)\??\}")]
    private static partial Regex Name();

    [GeneratedRegex("Credential=[^/]+/(?<scope>[^,]+), SignedHeaders=(?<names>[^,]+), Signature=")]
    private static partial Regex AwsAuthorization();
}
