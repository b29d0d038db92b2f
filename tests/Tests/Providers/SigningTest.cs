using System.Text;
using Stanch.Providers.Requests;
using Stanch.Providers.Signing;

namespace Stanch.Tests.Providers;

/// <summary>Signatures against published examples and the definitions that they follow.</summary>
public sealed class SigningTest
{
    private static OutgoingRequest Signed(string auth, OutgoingRequest request, DateTimeOffset now, params (string Name, string Value)[] values)
    {
        var signing = new RequestSigning(new FixedClock(now), _ => 0);
        signing.Sign(request, auth, name => values.Where(v => v.Name == name).Select(v => v.Value).FirstOrDefault() ?? signing.Value(name));
        return request;
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    /// <summary>The case `get-vanilla` of the published test suite.</summary>
    [Fact]
    public void Signature_version_4_is_as_published()
    {
        var request = Signed("aws-sigv4 {id} {secret} us-east-1 service {session?}", new OutgoingRequest("GET", new Uri("https://example.amazonaws.com/")), new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero),
            ("id", "AKIDEXAMPLE"), ("secret", "wJalrXUtnFEMI/K7MDENG+" + "bPxRfiCYEXAMPLEKEY"));
        Assert.EndsWith("SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31", request.Header("Authorization"), StringComparison.Ordinal);
    }

    /// <summary>RFC 4231, case 2.</summary>
    [Fact]
    public void The_hash_of_a_text_stands_where_it_is_asked_for()
    {
        var request = Signed("hmac-sha256 X-Signature {secret} {text}", new OutgoingRequest("GET", new Uri("https://api.example.com/")), default, ("secret", "Jefe"), ("text", "what do ya want for nothing?"));
        Assert.Equal("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", request.Header("X-Signature"));
        var pieces = Signed("hmac-sha256 ?sig {secret} {time}{method}{path}{query}{body}", new OutgoingRequest("POST", new Uri("https://api.example.com/a?b=c")) { Body = "d"u8.ToArray() }, DateTimeOffset.UnixEpoch, ("secret", "k"));
        Assert.Equal($"?b=c&sig={Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData("k"u8, "0POST/ab=cd"u8))}", pieces.Address.Query);
    }

    [Theory]
    [InlineData("basic {user} {secret}", "Basic dXNlcjpwYSBzcw==", "user")]
    [InlineData("basic {secret}", "Basic cGEgc3M6", "")]
    [InlineData("basic \"\" {secret}", "Basic OnBhIHNz", "")]
    [InlineData("bearer {secret}", "Bearer pa ss", "")]
    [InlineData("header Authorization: Token token={secret}", "Token token=pa ss", "")]
    [InlineData("oauth-client-credentials {user} {secret}", "Basic dXNlcjpwYSUyMHNz", "user")]
    public void A_value_with_a_blank_stays_one_value(string auth, string expected, string account)
    {
        var request = Signed(auth, new OutgoingRequest("GET", new Uri("https://api.example.com/")), default, ("user", "user"), ("secret", "pa ss"));
        Assert.Equal((expected, account), (request.Header("Authorization"), request.Account));
    }

    [Fact]
    public void A_storage_account_signs_what_its_documentation_names()
    {
        var key = Convert.ToBase64String("key"u8);
        var request = Signed("azure-shared-key {account} {secret}", new OutgoingRequest("GET", new Uri("https://acme.blob.core.windows.net/?comp=list&maxresults=1")), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), ("account", "acme"), ("secret", key));
        const string text = "GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:Fri, 02 Jan 2026 03:04:05 GMT\nx-ms-version:2021-08-06\n/acme/\ncomp:list\nmaxresults:1";
        Assert.Equal($"SharedKey acme:{Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData("key"u8, Encoding.UTF8.GetBytes(text)))}", request.Header("Authorization"));
    }

    [Fact]
    public void A_handed_out_signature_is_the_query_and_nothing_else()
    {
        var request = Signed("azure-sas {secret}", new OutgoingRequest("GET", new Uri("https://acme.blob.core.windows.net/c?restype=container")), default, ("secret", "?sv=2021&sig=a%2Bb%3D"));
        Assert.Equal("?restype=container&sv=2021&sig=a%2Bb%3D", request.Address.Query);
        Assert.Throws<UnfitValueException>(() => Signed("azure-sas {secret}", new OutgoingRequest("GET", new Uri("https://acme.blob.core.windows.net/")), default, ("secret", "sv=1#x")));
    }

    [Fact]
    public void An_app_signs_a_token_of_its_own()
    {
        var request = Signed("github-app-jwt {app} {secret}", new OutgoingRequest("GET", new Uri("https://api.github.com/app")), DateTimeOffset.UnixEpoch.AddSeconds(1000), ("app", "7"), ("secret", CheckedTypes.SigningKey.ExportPkcs8PrivateKeyPem().Replace("\n", "\\n", StringComparison.Ordinal)));
        var token = request.Header("Authorization")!["Bearer ".Length..].Split('.');
        Assert.Equal("""{"iat":940,"exp":1300,"iss":"7"}""", Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token[1])));
        Assert.True(CheckedTypes.SigningKey.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), System.Buffers.Text.Base64Url.DecodeFromChars(token[2]), System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1));
        Assert.Throws<UnfitValueException>(() => Signed("github-app-jwt 7 {secret}", new OutgoingRequest("GET", new Uri("https://api.github.com/app")), default, ("secret", "-----BEGIN nothing")));
    }
}
