using System.Text.Json;

namespace Stanch.Tests.Cli;

/// <summary>The commands that answer questions: explain, detectors, catalog.</summary>
public sealed class AskingTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("stanch-cli-").FullName;

    public AskingTest() => File.WriteAllText(At("a.py"), $"first\n{Planted.Line(1)}token = 'glpat-your_token_here_1234'\nplain\n");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string At(string file) => Path.Combine(folder, file);

    [Fact]
    public void Explain_says_what_was_reported_and_what_was_dropped_and_why()
    {
        var run = Program.Stanch(folder, "explain", "a.py");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("a.py:2:10: gitlab/access-token: pattern matches: glpa", run.Output, StringComparison.Ordinal);
        Assert.Contains("; reported\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted.Token(1), run.Output, StringComparison.Ordinal);
        Assert.Contains("a.py:3:", run.Output, StringComparison.Ordinal);

        var line = Program.Stanch(folder, "explain", "a.py:3");
        Assert.Contains("dropped", line.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("a.py:2:", line.Output, StringComparison.Ordinal);
        Assert.Contains("no pattern was tried", Program.Stanch(folder, "explain", "a.py:4").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_names_what_hides_a_secret()
    {
        File.WriteAllText(At("m.py"), Planted.Line(1).TrimEnd() + " # stanch:ignore only for tests\n");
        Assert.Contains("hidden by inline mark: only for tests", Program.Stanch(folder, "explain", "m.py").Output, StringComparison.Ordinal);
        File.WriteAllText(At(".stanch.yaml"), "version: 1\npaths: [a.py]\n");
        Assert.Contains(".stanch.yaml leaves out this path or detector", Program.Stanch(folder, "explain", "a.py").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Detectors_are_listed_and_shown_as_text_and_as_json()
    {
        var list = Program.Stanch(folder, "detectors", "list");
        Assert.Contains("\ngitlab/access-token ", list.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Program.Stanch(folder, "detectors", "list", "--format", "json").Output);
        Assert.Equal(list.Output.Count(c => c == '\n'), json.RootElement.GetArrayLength());
        Assert.Contains("anchors:     glpat-\n", Program.Stanch(folder, "detectors", "show", "gitlab/access-token").Output, StringComparison.Ordinal);
        using var one = JsonDocument.Parse(Program.Stanch(folder, "detectors", "show", "gitlab/access-token", "--format", "json").Output);
        Assert.Equal("GitLab", one.RootElement.GetProperty("provider_name").GetString());
    }

    [Fact]
    public void Detectors_are_tried_on_a_file()
    {
        Assert.StartsWith("a.py:2:10: gitlab/access-token: glpa", Program.Stanch(folder, "detectors", "test", "a.py").Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Program.Stanch(folder, "detectors", "test", "a.py", "--format", "json").Output);
        Assert.Equal(1, json.RootElement.GetProperty("findings").GetArrayLength());
    }

    private const string Provider = """
        name: Acme
        category: developer-tools
        docs: https://acme.example/docs
        hosts: [acme.example]
        credentials:
          token:
            title: Acme token
            severity: high
            family: access-token
            source: https://acme.example/docs
            sure: documented
            find:
              anchors: [acmet_]
              pattern: (?<![\w])(?<secret>acmet_[a-z0-9]{24})(?![\w])
              match: ["x = 'acmet_{lowernum:24}'"]
              ignore: ["x = 'acmet_short'"]
        """;

    [Fact]
    public void Rules_of_ones_own_are_checked_and_used()
    {
        File.WriteAllText(At("acme.yaml"), Provider);
        Assert.Equal(new Run(0, "1 providers, 1 credential types: no mistakes\n", ""), Program.Stanch(folder, "catalog", "check", "acme.yaml"));
        File.WriteAllText(At("own.txt"), "see acmet_k3j8sp0qlm5zx1yw7d4f2g6h\n");
        Assert.Equal(0, Program.Scan(folder, "own.txt").Code);
        var found = Assert.Single(Program.Scan(folder, "own.txt", "--rules", "acme.yaml").Findings);
        Assert.Equal(("acme/token", "Acme"), (found.GetProperty("detector").GetString(), found.GetProperty("provider").GetString()));
        Assert.Empty(Program.Scan(folder, "own.txt", "--rules", "acme.yaml", "--exclude-detector", "acme/*").Findings);
        Assert.Equal(["own.txt:1"], Program.Scan(folder, "--rules", "acme.yaml", "--detector", "acme/*").Places.Where(p => !p.StartsWith("acme.yaml", StringComparison.Ordinal)));
    }

    [Fact]
    public void Rules_of_gitleaks_run_alone_unless_they_extend()
    {
        const string Rule = "[[rules]]\nid = 'house-key'\nregex = 'house_key=([a-z0-9]{20})'\nkeywords = ['house']\ntags = ['x']\n";
        File.WriteAllText(At("gitleaks.toml"), Rule);
        File.WriteAllText(At("extended.toml"), $"{Rule}[extend]\nuseDefault = true\n");
        File.WriteAllText(At("own.txt"), "house_key=k3j8sp0qlm5zx1yw7d4f\n");
        Assert.Equal("gitleaks/house-key", Assert.Single(Program.Scan(folder, "own.txt", "--rules", "gitleaks.toml").Findings).GetProperty("detector").GetString());

        var listed = Program.Stanch(folder, "detectors", "list", "--rules", "gitleaks.toml");
        Assert.StartsWith("gitleaks/house-key", Assert.Single(listed.Output.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.Equal("stanch: gitleaks.toml(5,8): warning CAT044: rule 'house-key': 'tags' stand in no report\n", listed.Error);
        Assert.True(Program.Stanch(folder, "detectors", "list", "--rules", "extended.toml").Output.Split('\n').Length > 100);
    }

    [Fact]
    public void Rules_that_can_not_be_honoured_stop_the_run()
    {
        File.WriteAllText(At("gitleaks.toml"), "[[rules]]\nid = 'key-file'\npath = '\\.p12$'\n");
        Assert.Equal(
            new Run(2, "", "stanch: gitleaks.toml(1,1): error CAT041: rule 'key-file' looks at paths alone; Stanch reports values that stand in files\n"),
            Program.Stanch(folder, "scan", "--rules", "gitleaks.toml"));
        File.WriteAllText(At("none.toml"), "title = 'none'\n");
        Assert.Equal(new Run(2, "", "stanch: --rules none.toml: there is no rule in it to look for anything by\n"), Program.Stanch(folder, "scan", "--rules", "none.toml"));
    }

    [Fact]
    public void A_broken_rule_is_named_by_place_and_code()
    {
        File.WriteAllText(At("acme.yaml"), Provider.Replace("severity: high", "severity: hihg", StringComparison.Ordinal));
        var check = Program.Stanch(folder, "catalog", "check", "acme.yaml");
        Assert.Equal(2, check.Code);
        Assert.Matches(@"^acme\.yaml\(\d+,\d+\): error CAT\d{3}: ", check.Error);
        Assert.Equal(2, Program.Stanch(folder, "scan", "--rules", "acme.yaml").Code);
    }
}
