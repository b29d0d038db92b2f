using System.Text.Json;
using Stanch.Catalog;
using Stanch.Catalog.Compiler;
using Stanch.Catalog.Compiler.Format;
using Stanch.Tests.Architecture;

namespace Stanch.Tests.Catalog.Compiler;

/// <summary>What speaks for a credential whose provider says nothing.</summary>
public sealed class FamilyFilesTest : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("stanch-").FullName;
    private readonly string families;
    private readonly string providers;

    public FamilyFilesTest()
    {
        families = Directory.CreateDirectory(Path.Combine(root, "families")).FullName;
        providers = Directory.CreateDirectory(Path.Combine(root, "providers")).FullName;
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private string Family(string name, string text)
    {
        var path = Path.Combine(families, name + ".yaml");
        File.WriteAllText(path, text);
        return path;
    }

    private const string Jwt = "title: JSON Web Token\nplaybook: { order: contain-first, what: a signed statement }\n";

    [Fact]
    public void A_family_is_carried_by_the_catalog()
    {
        var result = CatalogCompiler.CompileFiles([Family("jwt", Jwt)]);
        Assert.Empty(result.Diagnostics);
        var family = Assert.Single(CatalogBlob.Read(CatalogBlob.Write(result.Catalog!)).Families);
        Assert.Equal(("jwt", "JSON Web Token"), (family.Id, family.Title));
        using var playbook = JsonDocument.Parse(family.Playbook);
        Assert.Equal("a signed statement", playbook.RootElement.GetProperty("what")[0].GetString());
    }

    [Theory]
    [InlineData("jwt", "playbook: { what: x }\n", "(1,1): error CAT008: 'the file' lacks 'title'")]
    [InlineData("jwt", "title: x\n", "(1,1): error CAT008: 'the file' lacks 'playbook'")]
    [InlineData("jwt", "title: x\nplaybook: { whta: y }\n", "(2,13): error CAT007: 'playbook' has no key 'whta'; is 'what' meant?")]
    [InlineData("jwt", "title: x\nplaybook: { order: later }\n", "(2,20): error CAT010: 'order' is 'later'; it may be contain-first, continuity-first")]
    [InlineData("jot", Jwt, "(1,1): error CAT025: the file's name makes the family 'jot'; there are api-key, ")]
    public void A_mistake_is_named_by_place_and_code(string name, string text, string message)
    {
        var path = Family(name, text);
        var result = CatalogCompiler.CompileFiles([path]);
        Assert.Null(result.Catalog);
        Assert.StartsWith(path + message, Assert.Single(result.Diagnostics).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_whole_catalog_has_a_file_for_every_family()
    {
        foreach (var name in ProviderFormat.Families) Family(name, Jwt);
        Assert.Empty(CatalogCompiler.CompileFolders(providers, families).Diagnostics);
        File.Delete(Path.Combine(families, "smtp.yaml"));
        var result = CatalogCompiler.CompileFolders(providers, families);
        Assert.Null(result.Catalog);
        Assert.Equal($"{Path.Combine(families, "smtp.yaml")}(1,1): error CAT030: the family 'smtp' lacks its file", Assert.Single(result.Diagnostics).ToString());
    }

    /// <summary>A playbook has no empty section, so a family says all that isn't a fact of one provider.</summary>
    [Fact]
    public void Every_family_says_all_that_does_not_depend_on_the_provider()
    {
        string[] providersOwn = ["variables", "console", "generate-call", "revoke-call", "revoke-takes", "overlap", "log-retention", "links", "unknown"];
        var catalog = CatalogCompiler.CompileFiles(Directory.EnumerateFiles(Repository.At("playbooks", "families"), "*.yaml")).Catalog!;
        Assert.All(catalog.Families, family =>
        {
            using var playbook = JsonDocument.Parse(family.Playbook);
            var said = playbook.RootElement.EnumerateObject().Select(f => f.Name);
            Assert.Equal([], PlaybookFormat.Playbook.Fields.Select(f => f.Key).Except(providersOwn).Except(said));
            Assert.Equal(PlaybookFormat.Risks, playbook.RootElement.GetProperty("risks").EnumerateObject().Select(r => r.Name));
        });
    }
}
