using System.Text.RegularExpressions;
using Stanch.Catalog.Compiler;
using Stanch.Catalog.Compiler.Examples;
using Stanch.Catalog.Compiler.Format;
using Stanch.Detection.Judging;
using Stanch.Tests.Architecture;

namespace Stanch.Tests.Catalog.Compiler;

/// <summary>docs/adding-a-provider.md says what is so.</summary>
public sealed partial class DocumentationTest
{
    private static readonly string Page = Repository.Read("docs", "adding-a-provider.md");

    [Fact]
    public void Its_sample_compiles()
    {
        var sample = Page.Split("```yaml\n")[1].Split("```")[0];
        using var compiled = Compiled.Files(("zoom.yaml", sample));
        Assert.Empty(compiled.Diagnostics);
        var detector = Assert.Single(compiled.Catalog.Detectors);
        Assert.Equal("zoom/client-secret", detector.Id);
        Assert.Equal([("account-id", false), ("client-id", true)], detector.Beside.Select(b => (b.Name, b.Needed)));
    }

    [Fact]
    public void Its_table_has_every_code_with_its_meaning() => Assert.Equal(
        Codes.All.Select(c => (c.Id, c.Warning ? $"{c.Meaning} (a warning)" : c.Meaning)),
        CodeRow().Matches(Page).Select(m => (m.Groups[1].Value, m.Groups[2].Value)));

    [Fact]
    public void Its_lists_are_the_compilers()
    {
        Assert.Equal(ProviderFormat.Categories, Listed("Categories"));
        Assert.Equal(ProviderFormat.Families, Listed("Families"));
        Assert.All(Checksum.Verbs.Concat(ProviderFormat.Recognizers), name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
        Assert.All(Stanch.Detection.Telling.Facts.Usages, usage => Assert.Contains($"`{usage}`", Page, StringComparison.Ordinal));
        Assert.Equal(PlaybookFormat.Playbook.Fields.Select(f => f.Key), Listed("Playbook keys"));
        Assert.All(Classes.Names, name => Assert.Contains($"`{{{name}:n}}`", Page, StringComparison.Ordinal));
    }

    private static string[] Listed(string heading) =>
        Regex.Match(Page, $"^{Regex.Escape(heading)}: `([^`]+)`", RegexOptions.Multiline).Groups[1].Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^\| (CAT\d{3}) \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex CodeRow();
}
