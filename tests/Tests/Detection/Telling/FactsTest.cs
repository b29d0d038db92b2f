using System.Text;
using CsCheck;
using Stanch.Catalog;
using Stanch.Detection;
using Stanch.Detection.Telling;

namespace Stanch.Tests.Detection.Telling;

public sealed class FactsTest
{
    private static string? Told(string expression, string secret, params (string Name, string Value)[] parts)
    {
        var detector = new Detector { Id = "acme/key", Title = "", Provider = "acme", Severity = Severity.High, Sureness = Sureness.Observed, Family = "api-key", Anchors = [], Tells = $"fact: {expression}" };
        return Facts.Of(detector, Encoding.UTF8.GetBytes(secret), [.. parts.Select(p => new MatchPart(p.Name, Encoding.UTF8.GetBytes(p.Value), default))]).SingleOrDefault()?.Value;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.Latin1.GetBytes(text));

    [Theory]
    [InlineData("split - 1", "a-b-c", "b")]
    [InlineData("split - -1", "a-b-c", "c")]
    [InlineData("split - 3", "a-b-c", null)]
    [InlineData("after key_", "my_key_rest", "rest")]
    [InlineData("before .", "a.b", "a")]
    [InlineData("before .", "ab", null)]
    [InlineData("chars 1 2", "abcd", "bc")]
    [InlineData("chars -3 2", "abcd", "bc")]
    [InlineData("chars 1 -1", "abcd", "bc")]
    [InlineData("chars 3 4", "abcd", null)]
    [InlineData("holds .01. | split . 0", "x.01.y", "x")]
    [InlineData("holds .01. | split . 0", "x.02.y", null)]
    [InlineData("prefix sk_live_=live sk_=test", "sk_live_1", "live")]
    [InlineData("prefix sk_live_=live sk_=test", "sk_1", "test")]
    [InlineData("prefix sk_live_=live", "pk_1", null)]
    [InlineData("field se", "?sv=2024-01-01&se=2027-01-31T00%3A00%3A00Z&sig=x", "2027-01-31T00:00:00Z")]
    [InlineData("field AccountName", "EndpointSuffix=x;AccountName=acme;AccountKey=y", "acme")]
    [InlineData("field name", "username=x", null)]
    [InlineData("url host", "https://jane:pw@db.acme.io:5432/app?x=y", "db.acme.io")]
    [InlineData("url port", "https://jane:pw@db.acme.io:5432/app?x=y", "5432")]
    [InlineData("url user", "https://jane:pw@db.acme.io:5432/app?x=y", "jane")]
    [InlineData("url path", "https://jane:pw@db.acme.io:5432/app?x=y", "app")]
    [InlineData("url password", "https://jane:pw@db.acme.io:5432/app?x=y", null)]
    [InlineData("after = | percent", "se=a%3Ab", "a:b")]
    [InlineData("base36", "2s8", "3608")]
    [InlineData("base36", "2S8", null)]
    [InlineData("date", "1700000000", "2023-11-14")]
    [InlineData("date", "1709164800123", "2024-02-29")]
    [InlineData("date", "1700000000.5", "2023-11-14")]
    [InlineData("date", "soon", null)]
    [InlineData("letters-month 2024", "BC", "2025-03")]
    [InlineData("letters-month 2024", "BM", null)]
    [InlineData("snowflake-date 1420070400", "175928847299117063", "2016-04-30")]
    [InlineData("{team}", "secret", "T1")]
    [InlineData("{team} | split T 1", "secret", "1")]
    [InlineData("{other}", "secret", null)]
    public void A_verb_tells_what_it_says(string expression, string secret, string? fact) => Assert.Equal(fact, Told(expression, secret, ("team", "T1")));

    /// <summary>The two ids in the published descriptions, with the accounts that they are of.</summary>
    [Fact]
    public void A_key_id_tells_its_account()
    {
        Assert.Equal("609629065308", Told("key-id-account", "ASIA" + "Y34FZKBOKMUTVV7A"));
        Assert.Equal("029608264753", Told("key-id-account", "ASIA" + "QNZGKIQY56JQ7WML"));
        Assert.Null(Told("key-id-account", "AKIAI" + new string('A', 15)));
        Assert.Null(Told("key-id-account", "AKIAP" + new string('A', 15)));
        Assert.Null(Told("key-id-account", "AKIA" + new string('7', 16)));
        Assert.Null(Told("key-id-account", "AKIA0" + new string('A', 15)));
    }

    [Fact]
    public void JSON_is_read_by_pointer()
    {
        var value = "x." + Base64("""{"iss":"https://é.example","exp":1900000000,"aud":["a","b"],"a/b":{"c":true},"o":{}}""".Replace("é", "\u00C3\u00A9", StringComparison.Ordinal));
        Assert.Equal("https://é.example", Told("split . 1 | base64 | json /iss", value));
        Assert.Equal("2030-03-17", Told("split . 1 | base64 | json /exp | date", value));
        Assert.Equal("a, b", Told("split . 1 | base64 | json /aud", value));
        Assert.Equal("b", Told("split . 1 | base64 | json /aud/1", value));
        Assert.Equal("true", Told("split . 1 | base64 | json /a~1b/c", value));
        Assert.Null(Told("split . 1 | base64 | json /o", value));
        Assert.Null(Told("split . 1 | base64 | json /none", value));
    }

    [Fact]
    public void A_macaroon_tells_its_place_and_its_restrictions_and_not_its_signature()
    {
        var macaroon = "k-" + Base64("\x02\x01\x08" + "acme.org\x02\x02id\0\x02\x05until\0\x02\x03two\0\0\x06\x08SIGNATUR");
        Assert.Equal("acme.org", Told("after k- | base64 | macaroon location", macaroon));
        Assert.Equal("id", Told("after k- | base64 | macaroon identifier", macaroon));
        Assert.Equal("until; two", Told("after k- | base64 | macaroon caveats", macaroon));
        Assert.Null(Told("after k- | base64 | macaroon signature", macaroon));
    }

    /// <summary>Whatever the text: an answer that can be shown, never the secret, never an error.</summary>
    [Fact]
    public void Any_text_is_told_or_not() => Gen.Select(
        Gen.String[Gen.Char['\0', 'ÿ'], 1, 60], Gen.Int[0, 200],
        Stanch.Tests.Detection.Detectors.OneOf("base64 | macaroon caveats", "base64 | json /a", "field a", "url host", "chars 1 -1", "date", "base36", "key-id-account", "snowflake-date 1", "base64", "split . -2")).Sample((text, shape, expression) =>
    {
        var value = shape % 3 == 0 ? Base64("\x02" + text) : shape % 3 == 1 ? Base64($"{{\"a\":\"{text}\"}}") : text;
        if (Told(expression, value) is not { } told) return;
        Assert.DoesNotContain(value, told, StringComparison.Ordinal);
        Assert.DoesNotContain(told, char.IsControl);
        Assert.InRange(told.Length, 1, 201);
    }, iter: 2_000);

    [Theory]
    [InlineData("", "a verb is missing")]
    [InlineData("shout", "'shout' is no verb")]
    [InlineData("split -", "'split -' is not written as split SEPARATOR N")]
    [InlineData("split - x", "'split - x' is not written as split SEPARATOR N")]
    [InlineData("prefix a", "'prefix a' is not written as prefix A=B…")]
    [InlineData("json a", "'json a' is not written as json /POINTER")]
    [InlineData("{none}", "there is no part 'none'")]
    public void A_mistake_in_an_expression_is_named(string expression, string mistake) =>
        Assert.StartsWith(mistake, Facts.Mistake(expression, name => name == "team"), StringComparison.Ordinal);
}
