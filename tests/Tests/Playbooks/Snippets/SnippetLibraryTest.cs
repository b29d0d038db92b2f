using System.Text.RegularExpressions;
using Stanch.Playbooks.Snippets;

namespace Stanch.Tests.Playbooks.Snippets;

public sealed partial class SnippetLibraryTest
{
    public static TheoryData<string, string> All => new(SnippetLibrary.Languages.SelectMany(l => SnippetLibrary.Stores.Select(s => (l, s))));

    [Fact]
    public void Every_language_has_a_snippet_for_every_store()
    {
        Assert.Equal(["python", "javascript", "java", "go", "ruby", "php", "csharp", "shell"], SnippetLibrary.Languages);
        Assert.Equal(["env", "aws", "vault", "conjur", "azure", "gcp", "kubernetes"], SnippetLibrary.Stores);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_snippet_is_complete(string language, string store)
    {
        var snippet = SnippetLibrary.Render(language, store, Shapes.Three);
        Assert.NotEmpty(snippet.FileName);
        Assert.NotEmpty(snippet.Notes);
        Assert.All(snippet.Notes.Append(snippet.Code).Append(snippet.Install), text => Assert.DoesNotMatch(Token(), text));
        Assert.EndsWith("\n", snippet.Code, StringComparison.Ordinal);
        Assert.DoesNotContain("each part", snippet.Code, StringComparison.Ordinal);
        Assert.DoesNotMatch(Head(), snippet.Code);
        Assert.All(new[] { snippet.Code, SnippetLibrary.Render(language, store, Shapes.Optional).Code }, code => Assert.DoesNotMatch(Mark(), code));
        Assert.DoesNotContain("optional", snippet.Code, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Zoom OAuth client secret", SnippetLibrary.Render(language, store, Shapes.Optional).Code, StringComparison.Ordinal);
        Assert.Contains("Zoom OAuth client secret", snippet.Code, StringComparison.Ordinal);
    }

    [GeneratedRegex("__(?!init__|construct|debugInfo|name__|main__)[a-z_]+?__")]
    private static partial Regex Token();

    [GeneratedRegex(@"^\s*(//|#) (or optional|with optional|end|each part.*)$", RegexOptions.Multiline)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^\W+ @(file|install|note)", RegexOptions.Multiline)]
    private static partial Regex Head();
}
