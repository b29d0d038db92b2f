using System.Text.Json;

namespace Stanch.Tests.Cli;

/// <summary><c>stanch playbook</c>: from a type, a provider, a finding.</summary>
public sealed class PlaybookTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("stanch-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_type_is_told_what_to_do_now_on_the_first_screen()
    {
        var run = Program.Stanch(folder, "playbook", "zoom/client-secret");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var screen = run.Output.Split('\n')[..40];
        Assert.Contains(screen, l => l.StartsWith("2  RIGHT NOW", StringComparison.Ordinal));
        Assert.Contains(screen, l => l.StartsWith("  3. ", StringComparison.Ordinal));
        Assert.DoesNotContain('\e', run.Output);
        Assert.Contains("\e[", Program.Stanch(folder, "playbook", "zoom/client-secret", "--color", "always").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_provider_lists_its_types_and_says_how_to_ask()
    {
        var run = Program.Stanch(folder, "playbook", "zoom");
        Assert.Equal(0, run.Code);
        Assert.Contains("  - zoom/client-secret (high, ", run.Output, StringComparison.Ordinal);
        Assert.Contains("    stanch playbook zoom/", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_format_is_written_to_standard_output()
    {
        Assert.StartsWith("# Zoom OAuth client secret\n", Program.Stanch(folder, "playbook", "zoom/client-secret", "--format", "markdown").Output, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>\n", Program.Stanch(folder, "playbook", "zoom/client-secret", "--format", "html").Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Program.Stanch(folder, "playbook", "zoom/client-secret", "--format", "json", "--misuse", "suspected").Output);
        Assert.Equal("contain-first", json.RootElement.GetProperty("order").GetString());
    }

    [Fact]
    public void A_finding_fills_in_its_place_and_never_its_value()
    {
        File.WriteAllText(Path.Combine(folder, "deploy.py"), $"first\ngitlab_token = \"{Planted.Token(1)}\"\n");
        foreach (var report in new[] { "json", "jsonl" })
        {
            Assert.Equal(1, Program.Stanch(folder, "scan", "deploy.py", "--show-secrets", "--report", $"{report}=report.{report}").Code);
            var found = File.ReadAllText(Path.Combine(folder, $"report.{report}"));
            Assert.Contains(Planted.Token(1), found, StringComparison.Ordinal);
            var fingerprint = System.Text.RegularExpressions.Regex.Match(found, "\"fingerprint\": ?\"([^\"]+)\"").Groups[1].Value;
            foreach (var format in new[] { "text", "markdown", "html", "json" })
            {
                var run = Program.Stanch(folder, "playbook", "--finding", fingerprint[..10], "--scan", $"report.{report}", "--format", format);
                Assert.Equal((0, ""), (run.Code, run.Error));
                Assert.Contains("deploy.py", run.Output, StringComparison.Ordinal);
                Assert.Contains("gitlab", run.Output, StringComparison.Ordinal);
                Assert.DoesNotContain(Planted.Token(1)[6..], run.Output, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("playbook zooom: no type or provider of that name; is one of these meant: zoom", "playbook", "zooom")]
    [InlineData("playbook zoom sdk: there are several; which of these: zoom/", "playbook", "zoom sdk")]
    [InlineData("playbook: an id or a provider is missing", "playbook")]
    [InlineData("--lang cobol: python", "playbook", "zoom", "--lang", "cobol")]
    [InlineData("--store drawer: env", "playbook", "zoom", "--store", "drawer")]
    [InlineData("--format pdf: text, markdown, html, json", "playbook", "zoom", "--format", "pdf")]
    [InlineData("--misuse perhaps: suspected, unknown, none", "playbook", "zoom", "--misuse", "perhaps")]
    [InlineData("--finding: --scan with the report that it is in is missing", "playbook", "--finding", "3-01")]
    [InlineData("--scan: --finding with the fingerprint is missing", "playbook", "--scan", "r.json")]
    [InlineData("--scan none.json: ", "playbook", "--finding", "3-01", "--scan", "none.json")]
    public void A_mistake_is_named_and_nothing_is_written(string error, params string[] arguments)
    {
        var run = Program.Stanch(folder, arguments);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.StartsWith($"stanch: {error}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_of_a_users_own_rule_is_said_to_have_no_playbook()
    {
        File.WriteAllText(Path.Combine(folder, "r.json"), """{"findings":[{"detector":"mine/key","redacted":"a…(9)","fingerprint":"3-0123456789abcdef01234567","file":"a","line_start":1,"column_start":1}]}""");
        var run = Program.Stanch(folder, "playbook", "--finding", "3-0123", "--scan", "r.json");
        Assert.Equal(2, run.Code);
        Assert.Contains("'mine/key' is not one of the catalog's", run.Error, StringComparison.Ordinal);
    }
}
