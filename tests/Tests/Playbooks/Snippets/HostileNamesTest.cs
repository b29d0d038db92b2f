using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Stanch.Playbooks.Snippets;

namespace Stanch.Tests.Playbooks.Snippets;

/// <summary>Names and paths come from catalogs and users: whatever they are, the text around them stays as it was written.</summary>
public sealed partial class HostileNamesTest
{
    private const string Mark = "qqMARKqq";

    private static readonly Gen<string> text = Gen.OneOf(Gen.Int[0, Shapes.Breakers.Count - 1].Select(i => Shapes.Breakers[i]), Gen.String, Gen.String[Gen.Char[' ', '~'], 0, 6]).List[0, 6].Select(string.Concat);

    private static readonly Gen<CredentialShape> shape = Gen.Select(text, text, Gen.Select(text, text, Gen.Bool).Select(p => new CredentialPart(p.Item1, p.Item2) { Optional = p.Item3 }).List[1, 4],
        (name, path, parts) => new CredentialShape(name, path, parts));

    [Fact]
    public void A_path_is_a_literal_and_nothing_else() => text.Sample(path =>
    {
        // What is dropped from a path is known: characters that no reader sees.
        var seen = string.Concat(path.EnumerateRunes().Where(r => r.Value != 0xFFFD && Rune.GetUnicodeCategory(r) is not
            (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator)));
        foreach (var language in SnippetLibrary.Languages)
        {
            var plain = SnippetLibrary.Render(language, "aws", Shapes.Three with { Path = Mark }).Code;
            var hostile = SnippetLibrary.Render(language, "aws", Shapes.Three with { Path = path }).Code;
            var start = plain.IndexOf(Mark, StringComparison.Ordinal) - 1;
            var quote = plain[start];
            Assert.Equal(plain[..start], hostile[..start]);
            var (value, end) = Literal(hostile, start, language == "shell");
            Assert.Equal(seen, value);
            Assert.Equal(plain[(start + Mark.Length + 2)..], hostile[end..]);
            Assert.Equal(quote, hostile[start]);
        }
    }, iter: 500);

    [Fact]
    public void A_snippet_has_the_same_lines_whatever_the_names_are() => shape.Sample(hostile =>
    {
        var calm = new CredentialShape("calm", "calm", [.. hostile.Parts.Select((part, i) => new CredentialPart($"calm-{(char)('a' + i)}", $"CALM_{i}") { Optional = part.Optional })]);
        foreach (var language in SnippetLibrary.Languages)
            foreach (var store in SnippetLibrary.Stores)
            {
                var (expected, got) = (SnippetLibrary.Render(language, store, calm), SnippetLibrary.Render(language, store, hostile));
                Assert.Equal(expected.Code.Count(c => c == '\n'), got.Code.Count(c => c == '\n'));
                Assert.Equal(expected.Notes.Select(n => n.Count(c => c == '\n')), got.Notes.Select(n => n.Count(c => c == '\n')));
                Assert.DoesNotMatch(Invisible(), got.Code);
            }
    }, iter: 50);

    [Fact]
    public void Words_outside_of_literals_hold_nothing_special() => shape.Sample(hostile =>
    {
        foreach (var language in Enum.GetValues<IdentifierCase>())
        {
            var words = new ShapeWords(hostile, new SnippetLanguage("any", 1, ".x", "#", language, Quotes.Double, new HashSet<string> { "value", "class", "Class" }));
            Assert.Matches(TitleForm(), words.Shape["title"].Text);
            Assert.Matches("^[a-z][a-z0-9-]{0,59}$", words.Shape["label"].Text);
            Assert.Matches("^[A-Za-z0-9._~%/-]*$", words.Shape["path_url"].Text);
            Assert.DoesNotContain("..", words.Shape["path_url"].Text.Split('/'));
            Assert.All(words.Parts, part =>
            {
                Assert.Matches("^[A-Za-z][A-Za-z0-9_]*$", part["part"].Text);
                Assert.Matches("^[a-z][a-z0-9_]*$", part["field"].Text);
                Assert.Matches("^[A-Za-z_][A-Za-z0-9_]*$", part["variable"].Text);
                Assert.Matches("^[A-Za-z0-9._~%-]*$", part["id_url"].Text);
                Assert.DoesNotContain(part["part"].Text, new[] { "value", "class", "Class" });
            });
            Assert.All(["part", "field", "variable", "id_url"], name => Assert.Distinct(words.Parts.Select(p => p[name].Text)));
            Assert.All(words.Shape.Concat(words.Parts.SelectMany(p => p)).Where(w => !w.Value.IsPlain), w => Assert.Contains(w.Key, new[] { "path", "id" }));
        }
    }, iter: 1000);

    /// <summary>The value of a literal and where it ends, read by the rules of its quotes.</summary>
    private static (string Value, int End) Literal(string code, int start, bool shell)
    {
        var value = new StringBuilder();
        for (var i = start + 1; ; i++)
            if (code[i] == code[start])
            {
                if (!shell || !code.AsSpan(i).StartsWith(@"'\''")) return (value.ToString(), i + 1);
                value.Append('\'');
                i += 3;
            }
            else if (code[i] == '\\' && !shell)
            {
                Assert.Contains(code[++i], new[] { '\\', code[start] });
                value.Append(code[i]);
            }
            else
            {
                Assert.NotEqual('\n', code[i]);
                value.Append(code[i]);
            }
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}.,:;()_/+&’-]+( [\p{L}\p{Nd}.,:;()_/+&’-]+)*$")]
    private static partial Regex TitleForm();

    [GeneratedRegex(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}-[\n\t\uD800-\uDFFF]]")]
    private static partial Regex Invisible();
}
