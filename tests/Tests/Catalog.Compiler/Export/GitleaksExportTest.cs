using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Stanch.Catalog;
using Stanch.Catalog.Compiler;
using Stanch.Catalog.Compiler.Export;
using Stanch.Catalog.Compiler.Rules;
using Stanch.Detection;
using Stanch.Tests.Architecture;

namespace Stanch.Tests.Catalog.Compiler.Export;

public sealed partial class GitleaksExportTest(ITestOutputHelper output)
{
    private static readonly Lazy<GitleaksExport> Shipped = new(() => CatalogExport.Gitleaks(Catalog, "1.2.3"));
    private static readonly Lazy<(CompileResult Result, IReadOnlyList<Stanch.Catalog.Compiler.Format.Example> Examples)> Examples =
        new(() => CatalogCompiler.Compile(Directory.EnumerateFiles(Repository.At("providers"), "*.yaml")));

    private static readonly Lazy<IReadOnlyList<Stanch.Catalog.Compiler.Format.Example>> Matching = new(() => [.. Examples.Value.Examples.Where(e => e.Found)]);

    private static ProviderCatalog Catalog => Examples.Value.Result.Catalog!;

    [Fact]
    public void Every_detector_has_its_rule_or_is_named_with_the_reason()
    {
        using var folder = new Folder();
        var rules = UserRules.Load(folder.Write("exported.toml", Shipped.Value.Toml));
        Assert.DoesNotContain(rules.Diagnostics, d => !d.Warning);
        var left = Shipped.Value.LeftOut.Select(l => l.Split(':')[0]);
        Assert.Equal(Catalog.Detectors.Select(d => d.Id), rules.Detectors.Select(d => d.Id["exported/".Length..]).Concat(left).Order(StringComparer.Ordinal));
        Assert.All(Shipped.Value.LeftOut, l => Assert.Contains($"#   {l}\n", Shipped.Value.Toml, StringComparison.Ordinal));
        Assert.Equal(Catalog.Detectors.Where(d => d.Recognizer.Length > 0).Select(d => d.Id), left);
        // Each that asks less says so above itself.
        Assert.Equal(Shipped.Value.Looser.Count, Regex.Count(Shipped.Value.Toml, "^# not asked here: .+\n\\[\\[rules]]$", RegexOptions.Multiline));
        output.WriteLine($"{rules.Detectors.Count} rules, {Shipped.Value.LeftOut.Count} left out, {Shipped.Value.Looser.Count} looser");
    }

    /// <summary>
    /// The catalog and its export scan the same folder, in which every example lies: they find the same places under the same names, but for what
    /// gitleaks' format can't carry. Each such difference has its reason, and there are few.
    /// </summary>
    [Fact]
    public void Read_back_it_finds_the_examples_secrets_under_the_same_names()
    {
        using var folder = new Folder();
        foreach (var (i, example) in Matching.Value.Index()) folder.Write($"scanned/{i:0000}/{NameFor(example.Detector)}", example.Text);
        var rules = folder.Write("exported.toml", Shipped.Value.Toml);
        var scanned = Path.Combine(folder.Path, "scanned");
        var mine = Found(Cli.Program.Scan(scanned, "--no-history", "--no-ignore", "."));
        var theirs = Found(Cli.Program.Scan(scanned, "--no-history", "--no-ignore", "--rules", rules, ".")).Select(f => f with { Detector = f.Detector["exported/".Length..] }).ToHashSet();

        var explained = mine.Except(theirs).Select(f => (Why: WhyNotThere(f, theirs), Finding: f)).Concat(theirs.Except(mine).Select(f => (Why: WhyNotHere(f, mine), Finding: f))).ToList();
        foreach (var reason in explained.GroupBy(e => e.Why).OrderBy(g => g.Key, StringComparer.Ordinal))
            output.WriteLine($"{reason.Count()} {reason.Key}: {string.Join(", ", reason.Select(e => e.Finding.Detector).Distinct().Order(StringComparer.Ordinal))}");
        output.WriteLine($"{mine.Count} findings, {mine.Intersect(theirs).Count()} of them the same");
        Assert.DoesNotContain(explained, e => e.Why.StartsWith(Unexplained, StringComparison.Ordinal));
        Assert.True(mine.Count >= Matching.Value.Count);
        Assert.InRange(explained.Count, 0, mine.Count / 25);
    }

    private const string Unexplained = "without a reason";

    /// <summary>Why the export does not find what the catalog finds.</summary>
    private static string WhyNotThere(Place at, IReadOnlySet<Place> theirs)
    {
        if (Shipped.Value.LeftOut.Any(l => l.StartsWith(at.Detector + ":", StringComparison.Ordinal))) return "have no rule: a parser in code finds them";
        if (theirs.FirstOrDefault(at.Overlaps) is not { } taken) return $"{Unexplained}, not found there ({at})";
        if (Shipped.Value.Looser.Contains(taken.Detector)) return "lose their place to a rule that asks for less there than here";
        return Shipped.Value.Looser.Contains(at.Detector) ? "lose their place since what makes them the more specific is not told there" : $"{Unexplained}, {taken} there ({at})";
    }

    /// <summary>Why the export finds what the catalog does not.</summary>
    private static string WhyNotHere(Place at, IReadOnlySet<Place> mine)
    {
        if (Shipped.Value.Looser.Contains(at.Detector)) return "ask for less there than here";
        if (mine.FirstOrDefault(at.Overlaps) is { } lost && Shipped.Value.Looser.Contains(lost.Detector)) return "get the place of one that is not the more specific there";
        return IsPart(at) ? "are a part of another credential here, and their own finding there" : $"{Unexplained}, not found here ({at})";
    }

    private static readonly Lazy<Scanner> Engine = new(() => new DetectionEngine(Catalog.Detectors).Open());

    private static bool IsPart(Place at)
    {
        var text = Encoding.UTF8.GetBytes(Matching.Value[at.Number].Text);
        var matches = new List<Stanch.Detection.Match>();
        Engine.Value.Scan(text, matches);
        var line = Encoding.UTF8.GetString(text).Split('\n').Take(at.Line - 1).Sum(l => Encoding.UTF8.GetByteCount(l) + 1);
        return matches.SelectMany(m => m.Parts).Any(p => p.At.Overlaps(new ByteRange(line + at.Start - 1, line + at.End - 1)));
    }

    [Fact]
    public async Task Go_reads_every_regular_expression_of_it()
    {
        if (!HasGo())
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "go is not installed (Debian: golang-go)");
            Assert.Skip("go is not installed (Debian: golang-go)");
        }
        using var folder = new Folder();
        folder.Write("regexes.txt", string.Join('\n', Literal().Matches(Shipped.Value.Toml).Select(m => m.Groups[1].Value)) + "\n");
        folder.Write("main.go", """
            package main

            import (
                "bufio"
                "fmt"
                "os"
                "regexp"
            )

            func main() {
                file, err := os.Open("regexes.txt")
                if err != nil {
                    panic(err)
                }
                lines := bufio.NewScanner(file)
                lines.Buffer(nil, 1<<24)
                read := 0
                for lines.Scan() {
                    read++
                    if _, err := regexp.Compile(lines.Text()); err != nil {
                        fmt.Println(err)
                    }
                }
                fmt.Println(read, "read")
            }
            """);
        var start = new ProcessStartInfo("go", ["run", "main.go"]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        // Go keeps what it builds in a place of its own, and the machine's settings are not ours.
        (start.Environment["GOCACHE"], start.Environment["GOFLAGS"], start.Environment["GO111MODULE"]) = (Repository.At("artifacts", "go-cache"), "", "off");
        using var go = Process.Start(start)!;
        var errors = go.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await go.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await go.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, $"{Literal().Count(Shipped.Value.Toml)} read\n", ""), (go.ExitCode, said, await errors));
        Assert.True(Literal().Count(Shipped.Value.Toml) > Catalog.Detectors.Count - Shipped.Value.LeftOut.Count);
    }

    private static bool HasGo()
    {
        try
        {
            using var go = Process.Start(new ProcessStartInfo("go", ["version"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>A file's name at which a detector that is bound to paths looks.</summary>
    private static string NameFor(string detector) => Catalog.Detectors.Single(d => d.Id == detector).Paths is [var glob, ..] ? glob.Replace("**/", "", StringComparison.Ordinal) : "example.txt";

    private sealed record Place(int Number, string Detector, int Line, int Start, int End)
    {
        public bool Overlaps(Place other) => Number == other.Number && Line == other.Line && Start < other.End && other.Start < End;
    }

    private static HashSet<Place> Found(Cli.Run run)
    {
        Assert.True(run.Code == 1, run.Error);
        return [.. run.Findings.Select(f => new Place(
            int.Parse(f.GetProperty("file").GetString()!.Split('/')[0], System.Globalization.CultureInfo.InvariantCulture), f.GetProperty("detector").GetString()!,
            f.GetProperty("line_start").GetInt32(), f.GetProperty("column_start").GetInt32(), f.GetProperty("column_end").GetInt32()))];
    }

    [GeneratedRegex("'''([^\n]*?)'''")]
    private static partial Regex Literal();

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("stanch-export-").FullName;

        public string Write(string name, string text)
        {
            var path = System.IO.Path.Combine(Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return path;
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
