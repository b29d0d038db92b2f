using System.Text;
using CsCheck;
using Stanch.Detection;

namespace Stanch.Tests.Detection;

/// <summary>Pieces of everything that the engine parses, cut and mixed at random: no scan throws, and what is reported stands where it is said to stand.</summary>
public sealed class FuzzSecretsTest
{
    private static readonly DetectionEngine Engine = new(Detectors.All);

    private static readonly Gen<string> Piece = Gen.OneOf(
        Detectors.OneOf("password", "PASSWD=", "token: \"", "secret => '", "api_key", "zedkey=", "zedaccount: 123456", "://", "postgres://u:", "@h", "tq:", "acm_", "pwd"),
        Detectors.OneOf("\"", "'", "`", "\\", "\\\"", "\n", "\r\n", "\0", " ", "=", ":", "${", "}", "<", ">", "[", "(", "\\n", "\\u0061", "\\x61", "\\U00000061", "%61", "%", "&#97;", "&#x61;", "&quot;", "&amp;", "&#", "\\u", "\\x", "é", "\uFEFF"),
        Gen.Int[0, 9].Select(Detectors.AcmeToken),
        Gen.Int[0, 9].Select(i => Convert.ToBase64String(Encoding.UTF8.GetBytes($"token = \"{Detectors.AcmeToken(i)}\""))),
        Gen.Int[0, 9].Select(i => string.Concat(Encoding.UTF8.GetBytes(Detectors.AcmeToken(i)).Select(b => $"%{b:X2}"))),
        Gen.Int[0, 9].Select(i => string.Concat(Detectors.AcmeToken(i).Select(c => $"\\u{(int)c:x4}"))),
        Gen.Byte.Array[0, 12].Select(Convert.ToBase64String),
        Gen.String[Gen.Char["abcdef0123456789XYZ_-+/="], 0, 30]);

    private static readonly Gen<byte[]> Text = Gen.Select(Piece.Array[0, 40], Gen.Select(Gen.Int[0, 5000], Gen.Byte).Array[0, 3]).Select((pieces, changes) =>
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(pieces));
        foreach (var (at, value) in changes)
        {
            if (bytes.Length > 0) bytes[at % bytes.Length] = value;
        }
        return bytes;
    });

    [Fact]
    public void A_match_lies_in_its_text_and_a_plain_one_is_its_text() => Text.Sample(bytes =>
    {
        var matches = new List<Match>();
        Engine.Open().Scan(bytes, matches);
        foreach (var match in matches)
        {
            Assert.InRange(match.At.Start, 0, match.At.End);
            Assert.InRange(match.At.End, match.At.Start, bytes.Length);
            if (match.Decoded is null) Assert.Equal(bytes[match.At.Start..match.At.End], match.Value);
            foreach (var part in match.Parts) Assert.InRange(part.At.End, part.At.Start, bytes.Length);
        }
    }, iter: 3000);

    [Fact]
    public void The_same_text_in_UTF16_is_read_without_a_fault() => Gen.Select(Text, Gen.Bool, Gen.Int[0, 3]).Sample((bytes, big, cut) =>
    {
        var encoding = big ? Encoding.BigEndianUnicode : Encoding.Unicode;
        var wide = encoding.GetBytes(Encoding.UTF8.GetString(bytes));
        wide = wide[..Math.Max(0, wide.Length - cut)];
        var matches = new List<Match>();
        Engine.Open().Scan(wide, big ? ContentForm.Utf16Be : ContentForm.Utf16Le, new ByteRange(0, wide.Length), [], matches);
        Assert.All(matches, m => Assert.InRange(m.At.End, m.At.Start, wide.Length));
    }, iter: 2000);

    [Fact]
    public void A_user_s_rules_of_any_text_compile_or_are_complained_of()
    {
        var file = Path.GetTempFileName();
        var toml = file + ".toml";
        var lines = Detectors.OneOf("title = \"x\"", "[[rules]]", "id = \"a\"", "id = \"b\"", "regex = '''(a{1,4})b'''", "regex = '''a(?P<x>[a-z'''", "keywords = [\"ab\", 1]", "keywords = []",
            "[extend]", "useDefault = true", "path = \"x.toml\"", "[[rules.allowlists]]", "[rules.allowlist]", "paths = ['''\\.js$''']", "stopwords = [", "secretGroup = 99999999999", "secretGroup = 1",
            "entropy = nan", "entropy = 1e400", "[allowlist]", "regexTarget = \"line\"", "condition = \"AND\"", "\"", "'''", "[", "= 1", "é = \uFEFF", "a.b.c.d = {x = {y = [[[[]]]]}}", "description = \"\"\"\n");
        try
        {
            Gen.Select(lines.Array[0, 14], Gen.Int[0, 400], Gen.Char).Sample((parts, at, c) =>
            {
                var text = string.Join('\n', parts);
                if (at < text.Length) text = text[..at] + c + text[(at + 1)..];
                File.WriteAllText(toml, text);
                var rules = Stanch.Catalog.Compiler.Rules.UserRules.Load(toml);
                Assert.All(rules.Diagnostics, d => Assert.StartsWith(toml, d.ToString(), StringComparison.Ordinal));
            }, iter: 1000, threads: 1);
        }
        finally
        {
            File.Delete(toml);
            File.Delete(file);
        }
    }
}
