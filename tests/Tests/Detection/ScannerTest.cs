using System.Text;
using CsCheck;
using Stanch.Catalog;
using Stanch.Detection;

namespace Stanch.Tests.Detection;

public sealed class ScannerTest
{
    private static readonly DetectionEngine Engine = new(Detectors.All);
    private static readonly string Token = Detectors.AcmeToken(1);

    internal static List<Match> Scan(byte[] bytes, DetectionEngine? engine = null)
    {
        var matches = new List<Match>();
        (engine ?? Engine).Open().Scan(bytes, matches);
        return matches;
    }

    private static List<Match> Scan(string text) => Scan(Encoding.UTF8.GetBytes(text));
    private static string Value(Match match) => Encoding.UTF8.GetString(match.Value);

    [Fact]
    public void A_prefixed_token_is_found_where_it_stands()
    {
        var match = Assert.Single(Scan($"x = '{Token}';"));
        Assert.Equal(Token, Value(match));
        Assert.Equal(new ByteRange(5, 5 + Token.Length), match.At);
        Assert.Equal("acme/token", match.Detector.Id);
    }

    [Fact]
    public void A_longer_string_is_not_cut_into_a_token() => Assert.Empty(Scan($"x = '{Token}A'"));

    [Fact]
    public void Parts_that_stand_near_belong_to_the_finding()
    {
        var match = Assert.Single(Scan("zedaccount: 123456\nother\nZEDKEY=0a1b2c3d4e5f6071\n"));
        var part = Assert.Single(match.Parts);
        Assert.Equal(("account", "123456"), (part.Name, Encoding.UTF8.GetString(part.Value)));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void A_needed_part_counts_within_ten_lines(int lines, bool found) =>
        Assert.Equal(found, Scan("zedaccount: 123456" + new string('\n', lines) + "ZEDKEY=0a1b2c3d4e5f6071\n").Count == 1);

    [Fact]
    public void The_more_specific_detector_keeps_contested_bytes()
    {
        var match = Assert.Single(Scan($"api_key = \"{Token}\""));
        Assert.Equal("acme/token", match.Detector.Id);
    }

    [Fact]
    public void An_anchor_of_three_bytes_is_found_at_the_very_start_and_end()
    {
        Assert.Single(Scan("tq:kwpfma"));
        Assert.Empty(Scan("tq:"));
    }

    [Theory]
    [InlineData("password = \"S3cure!pass\"", "S3cure!pass")]
    [InlineData("'db_password': 'S3cure!pass',", "S3cure!pass")]
    [InlineData("<password>S3cure!pass</password>", "S3cure!pass")]
    [InlineData("DB_PASSWORD=S3cure!pass", "S3cure!pass")]
    [InlineData("mysql --password S3cure!pass", "S3cure!pass")]
    [InlineData("{\\\"password\\\": \\\"S3cure!pass\\\"}", "S3cure!pass")]
    [InlineData("String password = new String();", null)]
    [InlineData("password = getPassword()", null)]
    [InlineData("password: ${PASSWORD}", null)]
    [InlineData("passwordHash = \"S3cure!pass\"", null)]
    [InlineData("password = \"password\"", null)]
    [InlineData("password = config.password1", null)]
    [InlineData("Enter your password: then press 1", null)]
    [InlineData("if (password == null) return;", null)]
    [InlineData("setPassword(\"S3cure!pass\")", "S3cure!pass")]
    [InlineData("put(\"password\", \"S3cure!pass\")", "S3cure!pass")]
    [InlineData("const password: string = 'S3cure!pass'", "S3cure!pass")]
    [InlineData("token := \"k3J8sP0qLm5Zx1Yw\"", "k3J8sP0qLm5Zx1Yw")]
    [InlineData("next_token = \"k3J8sP0qLm5Zx1Yw\"", null)]
    [InlineData("token = \"some.dotted.name2\"", null)]
    public void An_assignment_is_read_by_what_it_assigns(string text, string? value)
    {
        var matches = Scan(text);
        if (value is null) Assert.Empty(matches);
        else Assert.Equal(value, Value(Assert.Single(matches)));
    }

    [Theory]
    [InlineData("postgres://app:p4ssW0rd9@db.internal:5432/x", "p4ssW0rd9")]
    [InlineData("https://user@host/", null)]
    [InlineData("https://host/path:with@sign", null)]
    [InlineData("redis://user:password@localhost", null)]
    [InlineData("https://user:${TOKEN}@host/", null)]
    public void A_url_gives_its_password(string text, string? value)
    {
        var matches = Scan(text);
        if (value is null) Assert.Empty(matches);
        else Assert.Equal(value, Value(Assert.Single(matches)));
    }

    [Fact]
    public void Owned_stretches_find_each_secret_once()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 40).Select(i => $"line {i} = '{Detectors.AcmeToken(i)}' password = 'S3cure!pass{i}'\n")));
        var whole = Scan(text).Select(m => m.At).ToList();
        Gen.Int[0, text.Length].Array[0, 5].Sample(cuts =>
        {
            var borders = cuts.Append(0).Append(text.Length).Order().ToArray();
            var scanner = Engine.Open();
            var matches = new List<Match>();
            for (var i = 0; i + 1 < borders.Length; i++) scanner.Scan(text, ContentForm.Text, new ByteRange(borders[i], borders[i + 1]), [], matches);
            Contest.Settle(matches);
            Assert.Equal(whole, matches.Select(m => m.At));
        }, iter: 300);
    }

    [Fact]
    public void A_derived_blob_gives_inherited_and_new_matches_exactly_as_a_whole_scan_does()
    {
        var line = Gen.OneOf(
            Gen.Int[0, 9].Select(i => $"k = '{Detectors.AcmeToken(i)}'\n"), Gen.Int[0, 9].Select(i => $"password = 'S3cure!pass{i}'\n"),
            Gen.String[Gen.Char[' ', 'z'], 0, 60].Select(s => s + "\n"), Gen.Int[0, 9].Select(i => $"zedaccount: 12345{i}\n"),
            Gen.Const("ZEDKEY=0a1b2c3d4e5f6071\n"),
            Gen.Int[0, 9].Select(i => Convert.ToBase64String(Encoding.UTF8.GetBytes($"config: '{Detectors.AcmeToken(i)}' ok")) + "\n"),
            Gen.Int[0, 9].Select(i => $"q=%22{Detectors.AcmeToken(i)}%22&pwd%3D\n"));
        var text = line.Array[0, 60].Select(lines => Encoding.UTF8.GetBytes(string.Concat(lines)));
        Gen.Select(text, text, Gen.Int[0, 10_000], Gen.Int[0, 10_000], Gen.Int[0, 10_000]).Sample((origin, inserted, a, b, c) =>
        {
            // origin[0..x] + inserted + origin[y..]: two copies around something new.
            var x = origin.Length == 0 ? 0 : a % (origin.Length + 1);
            var y = origin.Length == 0 ? 0 : x + b % (origin.Length - x + 1);
            var middle = inserted.AsSpan(0, inserted.Length == 0 ? 0 : c % (inserted.Length + 1)).ToArray();
            byte[] derived = [.. origin[..x], .. middle, .. origin[y..]];
            var shift = x + middle.Length - y;

            var scanner = Engine.Open();
            var known = new List<Match>();
            scanner.Scan(origin, ContentForm.Text, new ByteRange(0, origin.Length), [], known);
            const int Open = 1 << 28;
            var unchanged = new List<ByteRange>();
            if (x > 0) unchanged.Add(new ByteRange(-Open, x == origin.Length && derived.Length == x ? Open : x));
            if (y < origin.Length) unchanged.Add(new ByteRange(y + shift == 0 && y == 0 ? -Open : y + shift, Open));
            var matches = new List<Match>();
            scanner.Scan(derived, ContentForm.Text, new ByteRange(0, derived.Length), unchanged.ToArray(), matches);
            foreach (var match in known)
            {
                var first = new ByteRange(-Open, x == origin.Length && derived.Length == x ? Open : x);
                var second = new ByteRange(y == 0 && y + shift == 0 ? -Open : y, Open);
                if (x > 0 && first.Covers(match.Context)) matches.Add(match);
                else if (y < origin.Length && second.Covers(match.Context)) matches.Add(match.Shift(shift));
            }
            Contest.Settle(matches);
            Assert.Equal(Show(Scan(derived)), Show(matches));
        }, iter: 3000);
    }

    private static string Show(IEnumerable<Match> matches) =>
        string.Join("\n", matches.Select(m => $"{m.Detector.Id} {m.At} {m.Whole} {Value(m)} {m.Decoded} {string.Join(',', m.Parts)}"));

    [Fact]
    public void Random_bytes_never_break_a_scan()
    {
        var scanner = Engine.Open();
        Gen.Byte.Array[0, 3000].Sample(bytes =>
        {
            var matches = new List<Match>();
            scanner.Scan(bytes, matches);
            foreach (var form in new[] { ContentForm.Utf16Le, ContentForm.Utf16Be }) scanner.Scan(bytes, form, new ByteRange(0, bytes.Length), [], matches);
        }, iter: 2000, threads: 1);
    }

    [Fact]
    public void A_users_pattern_that_explodes_is_stopped_and_told()
    {
        var slow = Detectors.Make("user/slow", ["slow"], @"slow(?<secret>(?:a|a|aa){1,4000}(?<=b)(?!c))x", 4, 9000) with { Linear = true };
        var scanner = new DetectionEngine([slow]).Open();
        var limits = new List<string>();
        scanner.LimitHit = limits.Add;
        scanner.Scan(Encoding.UTF8.GetBytes("slow" + new string('a', 4000)), []);
        Assert.Contains("time limit of pattern user/slow", limits);
    }

    [Fact]
    public void A_pattern_without_an_anchor_runs_everywhere()
    {
        var rule = Detectors.Make("user/any", [], @"Q(?<secret>[0-9]{8})Z", 10, 10);
        var text = Encoding.UTF8.GetBytes(new string('x', 70_000) + "Q12903481Z" + new string('y', 40_000) + "Q97420158Z");
        Assert.Equal(2, Scan(text, new DetectionEngine([rule])).Count);
    }
}
