using System.Text;
using System.Text.Json;
using Stanch.Catalog;
using Stanch.Catalog.Compiler;
using Stanch.Catalog.Compiler.Export;
using Stanch.Tests.Architecture;
using Stanch.Tests.Scanning.Reports;

namespace Stanch.Tests.Catalog.Compiler.Export;

public sealed class CatalogExportTest
{
    private static readonly Lazy<ProviderCatalog> Shipped = new(() =>
        CatalogCompiler.CompileFolders(Repository.At("providers"), Repository.At("playbooks", "families")).Catalog!);

    [Fact]
    public void The_published_schema_is_the_exports() =>
        Assert.Equal(Encoding.UTF8.GetString(CatalogSchema.Write()), Repository.Read("schema", "catalog.schema.json"));

    [Fact]
    public void The_JSON_is_what_its_schema_says() =>
        Assert.Equal("", SchemaCheck.Complaints(Repository.At("schema", "catalog.schema.json"), ".json", CatalogExport.Json(Shipped.Value)));

    [Fact]
    public void The_JSON_holds_every_type_with_all_that_its_file_says()
    {
        using var json = JsonDocument.Parse(CatalogExport.Json(Shipped.Value));
        Assert.Equal(Shipped.Value.Hash, json.RootElement.GetProperty("hash").GetString());
        var providers = json.RootElement.GetProperty("providers").EnumerateArray().ToList();
        Assert.Equal(Shipped.Value.Providers.Select(p => p.Id).Order(StringComparer.Ordinal), providers.Select(p => p.GetProperty("id").GetString()!));
        var credentials = providers.SelectMany(p => p.GetProperty("credentials").EnumerateArray()).ToDictionary(c => c.GetProperty("id").GetString()!);
        Assert.Equal(Shipped.Value.Detectors.Count, credentials.Count);
        Assert.All(Shipped.Value.Detectors.Where(d => d.Pattern.Length > 0), d => Assert.Equal(d.Pattern, credentials[d.Id].GetProperty("find").GetProperty("pattern").GetString()));
        Assert.Equal("none", credentials["github/personal-access-token"].GetProperty("check").GetProperty("effect").GetString());
        Assert.Equal(Shipped.Value.Families.Count, json.RootElement.GetProperty("families").GetArrayLength());
    }

    [Fact]
    public void The_program_writes_both()
    {
        var folder = Directory.CreateTempSubdirectory("stanch-export-").FullName;
        try
        {
            var json = Cli.Program.Stanch(folder, "catalog", "export");
            Assert.Equal((0, ""), (json.Code, json.Error));
            Assert.Equal(CatalogJson.Format, JsonDocument.Parse(json.Output).RootElement.GetProperty("format").GetString());
            var toml = Cli.Program.Stanch(folder, "catalog", "export", "--format", "gitleaks", "--output", "exported.toml");
            Assert.Equal((0, ""), (toml.Code, toml.Output));
            Assert.Contains("[[rules]]", File.ReadAllText(Path.Combine(folder, "exported.toml")), StringComparison.Ordinal);
            // What is left out is said by name, and counted.
            Assert.Contains("no rule for generic/password: ", toml.Error, StringComparison.Ordinal);
            Assert.Matches("[0-9]+ rules; [0-9]+ credential types have none", toml.Error);
            Assert.Equal(2, Cli.Program.Stanch(folder, "catalog", "export", "--format", "xml").Code);
            Assert.Equal(2, Cli.Program.Stanch(folder, "catalog", "export", "--output", "nowhere/exported.json").Code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
