using System.Text;
using CsCheck;
using Stanch.Detection;
using Stanch.Detection.Judging;
using Stanch.Detection.Recognizers;

namespace Stanch.Tests.Detection;

/// <summary>What the assignment and the URL recognizer take for a secret, class by class as the field trials taught it.</summary>
public sealed class RecognizerTest
{
    private static readonly string[] Pieces = ["\"", "'", "\\", " ", ":", "=", "$", "{", "}", ",", "(", "#", "|", "&", "\n", "é", "0x", "sha", "a", "Z9", "[", "%40", "@"];
    private const string Random = "zqkxvwjt";

    private static string? Assigned(string text, string anchor = "password") => Read(text, anchor, (content, hit) => AssignmentRecognizer.Parse(content, hit));
    private static string? InUrl(string text) => Read(text, "://", (content, hit) => UrlCredentialsRecognizer.Parse(content, hit));

    private delegate Reading Parser(ReadOnlySpan<byte> content, ByteRange hit);

    private static string? Read(string text, string anchor, Parser parse)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(anchor));
        return parse(bytes, new ByteRange(at, at + anchor.Length)).Candidate is { } found && found.Confidence >= ConfidencePreset.Default.AtLeast ? Encoding.UTF8.GetString(bytes, found.Secret.Start, found.Secret.Length) : null;
    }

    [Theory]
    [InlineData("'password' => 'required|string|min:6|confirmed',")]
    [InlineData("'password' => 'App\\\\Http\\\\PasswordController',")]
    [InlineData("\"@scope/password\": \"^4.0.9\",")]
    [InlineData("passwordModifyOid = \"1.3.6.1.4.1.42\"")]
    [InlineData("'password': 'sha1$1b11b$edeb0a67a9622f1f'")]
    [InlineData("password: encrypted$AQICAHh4k42GDEpp")]
    [InlineData("\"LABEL_password\":\"Contraseña\",")]
    [InlineData("query('password=\\'\".$_POST[\"x\"].\"\\'')")]
    [InlineData("password = user?.data?.secret1")]
    [InlineData("['a', 'password', '*.age2'],")]
    [InlineData("x = [\"password\", \"Rsa1Base64\"]")]
    [InlineData("f(\"password\", \"x-2y!z\": 1)")]
    [InlineData("password_hash_web = 'S3cure!pass'")]
    [InlineData("passwordSender = 'apache@localhost1'")]
    [InlineData("hashed_password = 'S3cure!pass'")]
    [InlineData("const password = typeof input === 'string'")]
    [InlineData("connect(password=pwdstrxq, port=1)")]
    [InlineData("\"password\": \"Passwort\"")]
    [InlineData("password = \"test123456\"")]
    [InlineData("case \"${password:+has-one1}\" in")]
    [InlineData("password: ###ORACLE_PWD###9")]
    public void What_is_no_password_is_left_alone(string text) => Assert.True(Assigned(text) is not { } value || Placeholder.Reason(Encoding.UTF8.GetBytes(value)) is not null);

    [Theory]
    [InlineData("redis_password = 'S3cure!pass'", "S3cure!pass")]
    [InlineData("\"password\": \"" + Random + "\"", Random)]
    [InlineData("{user: a, password: S3cure9}", "S3cure9")]
    [InlineData("password=S3cure9&user=b", "S3cure9")]
    [InlineData("\"password=S3cure9\\n\"", "S3cure9")]
    [InlineData("docker run -e password=" + Random + " \\", Random)]
    [InlineData("${password:-" + Random + "}", Random)]
    public void A_password_is_found(string text, string value) => Assert.Equal(value, Assigned(text));

    [Theory]
    [InlineData("pass=S3cure9", "pass=", "S3cure9")]
    [InlineData("{\"pass\": \"S3cure9\"}", "\"pass\"", "S3cure9")]
    [InlineData("{\\\"pass\\\":\\\"S3cure9\\\"}", "pass\\\"", "S3cure9")]
    [InlineData("db_pass: \"S3cure9\"", "pass:", "S3cure9")]
    [InlineData("bypass: \"S3cure9\"", "pass:", null)]
    [InlineData("curl -H 'Authorization: Klaviyo-API-Key " + Random + "' https://a.klaviyo.com", "Authorization", Random)]
    [InlineData("Authorization: SSWS " + Random, "Authorization", Random)]
    [InlineData("Authorization: Klaviyo-API-Key $KEY", "Authorization", null)]
    public void A_short_name_counts_as_a_whole_word(string text, string anchor, string? value) => Assert.Equal(value, Assigned(text, anchor));

    [Theory]
    [InlineData("compile 'io.jsonwebtoken:jjwt-api:0.11.2'", "token")]
    [InlineData("BeeTokenAddress = '0x0123456789012345678901234567890123456789'", "Token")]
    [InlineData("token: 1234-TOKEN", "token")]
    [InlineData("token = 'tmpToken12934'", "token")]
    [InlineData("secret: Base32SecretKey,", "secret")]
    [InlineData("DEDUP_TOKEN: __xmlz_alloc--do_xmallocz--xmemdupz--xstrndup--strbf_grw", "TOKEN")]
    [InlineData("GIT_TOKEN://a%20b1c2d3/x", "TOKEN")]
    public void What_is_no_token_is_left_alone(string text, string anchor) => Assert.Null(Assigned(text, anchor));

    [Theory]
    [InlineData("http://user:p%40ss@bar/")]
    [InlineData("http://a:%3A%40c@d.org/")]
    [InlineData("http://foo%3a::bar:@[::1]:80/")]
    [InlineData("https://user:pässword@host.net/")]
    [InlineData("mysql://user:pass1@db.internal/x")]
    public void An_address_of_a_parsers_test_is_left_alone(string text) => Assert.Null(InUrl(text));

    [Fact]
    public void A_password_for_a_host_without_a_domain_is_found_when_it_is_no_word()
    {
        Assert.Equal("qzxkvwj", InUrl("http://elastic:" + "qzxkvwj" + "@localhost:9200"));
        Assert.Null(InUrl("http://elastic:" + "forever" + "@localhost:9200"));
    }

    [Theory]
    [InlineData("password", true)]
    [InlineData("Passwort", true)]
    [InlineData("taylorForge", true)]
    [InlineData("abc", true)]
    [InlineData(Random, false)]
    public void Letters_are_told_from_words(string text, bool words) => Assert.Equal(words, Readability.IsWords(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Noise_around_a_name_never_breaks_the_reading() =>
        Gen.Select(Gen.Byte.Array[0, 80], Gen.Byte.Array[0, 80]).Sample((before, after) =>
        {
            foreach (var anchor in (string[])["password", "\"pass\"", "_auth", "://"])
            {
                byte[] content = [.. before, .. Encoding.UTF8.GetBytes(anchor), .. after];
                var hit = new ByteRange(before.Length, before.Length + anchor.Length);
                var reading = anchor == "://" ? UrlCredentialsRecognizer.Parse(content, hit) : AssignmentRecognizer.Parse(content, hit);
                if (reading.Candidate is { } found) Assert.InRange(found.Secret.End, found.Secret.Start + 1, content.Length);
            }
        });

    [Fact]
    public void Syntax_in_every_order_never_breaks_the_reading() =>
        Gen.Int[0, Pieces.Length - 1].Array[0, 24].Sample(parts =>
        {
            var content = Encoding.UTF8.GetBytes("x password" + string.Concat(parts.Select(part => Pieces[part])));
            var reading = AssignmentRecognizer.Parse(content, new ByteRange(2, 10));
            if (reading.Candidate is { } found) Placeholder.Reason(content.AsSpan(found.Secret.Start, found.Secret.Length));
        });
}
