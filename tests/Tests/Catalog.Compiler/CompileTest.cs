using System.Text.Json;
using CsCheck;
using Stanch.Catalog;
using Stanch.Catalog.Compiler;
using Stanch.Catalog.Compiler.Examples;
using Stanch.Tests.Architecture;

namespace Stanch.Tests.Catalog.Compiler;

public sealed class CompileTest
{
    private static readonly string[] Some = [.. Directory.EnumerateFiles(Repository.At("providers"), "*.yaml").Order(StringComparer.Ordinal).Take(12)];

    [Fact]
    public void The_order_of_the_files_changes_nothing() => Gen.Shuffle(Some).Sample(files =>
        Assert.Equal(CatalogBlob.Write(CatalogCompiler.CompileFiles(Some).Catalog!), CatalogBlob.Write(CatalogCompiler.CompileFiles(files).Catalog!)), iter: 3);

    [Fact]
    public void The_hash_is_of_all_that_the_catalog_says()
    {
        using var one = Compiled.Files(("acme.yaml", Compiled.Acme));
        using var same = Compiled.Files(("acme.yaml", Compiled.Acme));
        using var other = Compiled.Changed("severity: high", "severity: low");
        Assert.Equal(one.Catalog.Hash, same.Catalog.Hash);
        Assert.Matches("^[0-9a-f]{64}$", one.Catalog.Hash);
        Assert.NotEqual(one.Catalog.Hash, other.Catalog.Hash);
    }

    /// <summary>A log whose answer is the list itself, and that asks for its times in a form of its own.</summary>
    [Theory]
    [InlineData("{from}", "{to}", "link")]
    [InlineData("{from-date}", "{to-date}", "/next/page")]
    [InlineData("{from-seconds}", "{to-seconds}", "header X-Next")]
    [InlineData("{from-milliseconds}", "{to-milliseconds}", "/99/id")]
    public void A_log_is_read_in_the_forms_that_providers_ask_for(string from, string to, string next)
    {
        using var compiled = Compiled.Changed("hosts:", $$"""
            audit: { log: { source: "https://acme.example/docs/log", send: "GET https://api.acme.example/log?since={{from}}&until={{to}}&after={page}", rows: "", next: "{{next}}", map: { time: /at } } }
            hosts:
            """);
        using var details = JsonDocument.Parse(compiled.Catalog.Providers.Single().Details);
        var log = details.RootElement.GetProperty("audit").GetProperty("log");
        Assert.Equal("", log.GetProperty("rows").GetString());
        Assert.Equal(next, log.GetProperty("next").GetString());
        Assert.EndsWith($"since={from}&until={to}&after={{page}}", log.GetProperty("send").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_windows_the_gate_and_the_specificity_are_worked_out()
    {
        using var compiled = Compiled.Files(("acme.yaml", Compiled.Acme));
        var detector = compiled.Catalog.Detectors.Single();
        Assert.Equal((1, 30, 29, false), (detector.Before, detector.After, detector.MinRun, detector.Linear));
        Assert.Equal(501, detector.Specificity);
    }

    [Theory]
    [InlineData("{digit:4}{hex:6}", "^[0-9]{4}[0-9a-f]{6}$")]
    [InlineData("{HEX:12}", "^(?=.*[0-9])(?=.*[A-F])[0-9A-F]{12}$")]
    [InlineData("{alnum:8}", "^(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z])[0-9A-Za-z]{8}$")]
    [InlineData("{uuid}", "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    [InlineData("{b64(a:b)}", "^YTpi$")]
    [InlineData("{b64(ab)}", "^YWI=$")]
    [InlineData("{b64url(ab)}", "^YWI$")]
    [InlineData("{b64({b64(ab)})}", "^WVdJPQ==$")]
    [InlineData("${NAME} {\"a\": {1}} {} {a:b} { lower:3 }", "^\\$\\{NAME\\} \\{\"a\": \\{1\\}\\} \\{\\} \\{a:b\\} \\{ lower:3 \\}$")]
    public void A_placeholder_is_expanded_and_another_brace_is_itself(string text, string expected)
    {
        var (expanded, fault) = ExampleText.Expand(text, "seed", null, "");
        Assert.Null(fault);
        Assert.Matches(expected, expanded);
        Assert.Equal(expanded, ExampleText.Expand(text, "seed", null, "").Text);
    }

    [Theory]
    [InlineData("{alnum:0}")]
    [InlineData("{alnum:99999}")]
    [InlineData("{alnum:x}")]
    [InlineData("{b64(a}")]
    [InlineData("{b64({checksum:6})}")]
    [InlineData("{checksum:6}")]
    public void A_placeholder_that_can_not_be_expanded_is_a_fault(string text) => Assert.NotNull(ExampleText.Expand(text, "seed", null, "").Fault);

    [Fact]
    public void Any_example_is_expanded_or_faulted() => Gen.String[Gen.Char["{}():ab64ulrdigtchex0 123$\""], 0, 24].Sample(text =>
    {
        var (expanded, fault) = ExampleText.Expand(text, "seed", null, "");
        Assert.True(expanded is null != fault is null);
    });
}
