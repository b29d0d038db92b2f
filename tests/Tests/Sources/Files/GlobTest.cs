using System.Text;
using CsCheck;
using Stanch.Sources.Files;

namespace Stanch.Tests.Sources.Files;

public sealed class GlobTest
{
    [Theory]
    [InlineData("**/.npmrc", ".npmrc", true)]
    [InlineData("**/.npmrc", "a/b/.npmrc", true)]
    [InlineData("**/.npmrc", "a/x.npmrc", false)]
    [InlineData("*.pem", "key.pem", true)]
    [InlineData("*.pem", "a/b/key.pem", true)]
    [InlineData("*.pem", "key.pem.txt", false)]
    [InlineData("config/**", "config/a/b", true)]
    [InlineData("config/**", "x/config/a", false)]
    [InlineData("config/*.json", "config/a.json", true)]
    [InlineData("config/*.json", "config/a/b.json", false)]
    [InlineData("vendor", "vendor/a/b.c", true)]
    [InlineData("vendor", "a/vendor/b.c", true)]
    [InlineData("vendor/", "vendor", false)]
    [InlineData("vendor/", "a/vendor/b", true)]
    [InlineData("/vendor", "a/vendor/b", false)]
    [InlineData("#x", "#x", true)]
    [InlineData("\\!x", "!x", true)]
    [InlineData("*.PEM", "key.pem", false)]
    [InlineData("dépôt/*", "dépôt/é", true)]
    public void It_matches_as_a_gitignore_line_would(string pattern, string path, bool expected)
    {
        Assert.Equal(expected, Glob.Parse(pattern).IsMatch(path));
        Assert.Equal(expected, Glob.Parse(pattern).IsMatch(Encoding.UTF8.GetBytes(path)));
    }

    [Fact]
    public void Case_is_ignored_when_asked_for() => Assert.True(Glob.Parse("*.PEM", ignoreCase: true).IsMatch("a/Key.pem"));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" / ", "is empty")]
    [InlineData("!a", "starts with '!', which has no meaning here (write '\\!' for the character)")]
    [InlineData("a\nb", "holds a line break or a NUL")]
    [InlineData("a[b", "has a '[' without its ']'")]
    [InlineData("a[[:what:]]", "names an unknown character class")]
    [InlineData("a\\", "ends with a backslash that escapes nothing")]
    public void What_could_never_match_is_refused_with_the_reason(string pattern, string problem)
    {
        Assert.False(Glob.TryParse(pattern, false, out var glob, out var said));
        Assert.Null(glob);
        Assert.Equal(problem, said);
        Assert.Contains(problem, Assert.Throws<FormatException>(() => Glob.Parse(pattern)).Message);
    }

    [Fact]
    public void It_is_shown_as_it_was_written() => Assert.Equal("a/**", Glob.Parse("a/**").ToString());

    [Fact]
    public void Any_text_can_be_tried_and_what_parses_can_be_matched() =>
        Gen.Select(Gen.String[Gen.OneOf(Gen.Char["*?[]!^-\\/ab:."], Gen.Char), 0, 20], Gen.String[0, 20]).Sample((pattern, path) =>
        {
            if (Glob.TryParse(pattern, false, out var glob, out _)) _ = glob.IsMatch(path);
        });

    [Fact]
    public void A_name_with_its_special_characters_escaped_matches_itself() =>
        Check.Sample(Gen.String[Gen.Char["*?[]!#\\ab. é"], 1, 12], name =>
        {
            var pattern = string.Concat(name.Select(c => c is >= 'a' or '.' ? $"{c}" : $"\\{c}"));
            return !Glob.TryParse(pattern, false, out var glob, out _) || glob.IsMatch(name);
        });

    /// <summary>The plain twin: says what a pattern means by trying everything.</summary>
    [Fact]
    public void Matching_with_two_marks_finds_what_trying_everything_finds() =>
        Gen.Select(Gen.OneOf("a", "b", "/", "*", "?", "**/", "/**", "/**/", "[ab]", "a*").Array[1, 7], Gen.OneOf("a", "b", "/", "ab", "/a").Array[1, 8])
            .Sample((parts, pieces) =>
            {
                var pattern = string.Concat(parts);
                var path = string.Concat(pieces).Trim('/');
                if (path.Length == 0 || pattern.Trim('/').Length == 0 || path.Contains("//", StringComparison.Ordinal)) return true;
                var compiled = GlobPattern.Compile(Encoding.UTF8.GetBytes(pattern), false, out _)!;
                return compiled.IsMatch(Encoding.UTF8.GetBytes(path)) == Tried(pattern, 0, path);
            }, iter: 50_000);

    private static bool Tried(string pattern, int p, string path)
    {
        if (p == pattern.Length) return path.Length == 0;
        var stars = pattern.AsSpan(p).IndexOfAnyExcept('*') is >= 0 and var n ? n : pattern.Length - p;
        if (stars > 0)
        {
            var end = p + stars;
            var deep = stars > 1 && (p == 0 || pattern[p - 1] == '/') && (end == pattern.Length || pattern[end] == '/');
            if (deep && end < pattern.Length && Tried(pattern, end + 1, path)) return true;
            for (var taken = 0; taken <= path.Length; taken++)
            {
                if (!deep && path.AsSpan(0, taken).Contains('/')) break;
                if (Tried(pattern, end, path[taken..])) return true;
            }
            return false;
        }
        if (path.Length == 0) return false;
        if (pattern[p] == '[') return path[0] is 'a' or 'b' && Tried(pattern, p + 4, path[1..]);
        return (pattern[p] == path[0] || (pattern[p] == '?' && path[0] != '/')) && Tried(pattern, p + 1, path[1..]);
    }
}
