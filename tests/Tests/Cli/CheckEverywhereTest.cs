using System.Text;
using System.Text.Json;
using Stanch.Tests.Providers;

namespace Stanch.Tests.Cli;

/// <summary>One run of the real program over a value of every documented type, in each way in which a provider behaves; and what is left of the values anywhere.</summary>
public sealed class CheckEverywhereTest : IDisposable
{
    private static readonly Dictionary<string, DocumentedProvider> documented = DocumentedProvider.All.ToDictionary(d => d.Id);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stanch-");
    private readonly DirectoryInfo reports = Directory.CreateTempSubdirectory("stanch-");

    /// <summary>Types that the program itself finds, with all parts, in their own example; their values.</summary>
    private List<CheckedType> Plant()
    {
        List<CheckedType> planted = [];
        foreach (var type in CheckedTypes.All.Where(t => documented.ContainsKey(t.Id)))
        {
            if (type.Parts.Values.Any(v => v.StartsWith("made-", StringComparison.Ordinal)) || type.Secret.StartsWith("-----", StringComparison.Ordinal)) continue;
            File.WriteAllText(Path.Combine(folder.FullName, type.Id.Replace('/', '~') + ".txt"), type.Example);
            planted.Add(type);
        }
        return planted;
    }

    private static Func<Received, Said> Answering(IReadOnlyList<CheckedType> types, Func<Voice, bool, Said?> say) => request =>
    {
        var ofProvider = types.Where(t => request.Target.StartsWith($"/{t.Detector.Provider}/", StringComparison.Ordinal)).ToList();
        var real = ofProvider.FirstOrDefault(t => ExpectedRequest.IsReal(t, request));
        var type = real ?? ofProvider.FirstOrDefault(t => ExpectedRequest.Complaint(t, request, $"/{t.Detector.Provider}").Length == 0) ?? ofProvider[0];
        if (ExpectedRequest.IsUndo(type, request)) return new Said(200, "{}");
        return say(documented[type.Id].Voice, real is not null) ?? RuleAnswer.Unnamed;
    };

    private static string[] Endpoints(IEnumerable<CheckedType> types, LoopbackProvider provider) =>
        [.. types.Select(t => t.Detector.Provider).Distinct().SelectMany(p => new[] { "--endpoint", $"{p}={provider.Address}/{p}" })];

    private Run Scan(IReadOnlyList<CheckedType> types, LoopbackProvider provider, params string[] more) =>
        Program.Scan(folder.FullName, ["--no-history", "--check=mints-token", "--rate", "1000", "--max-wait", "1", "--timeout", "60", .. Endpoints(types, provider), .. more, "."]);

    [Theory]
    [InlineData("live", "live")]
    [InlineData("dead", "dead")]
    [InlineData("lying", "unknown ambiguous")]
    [InlineData("firewall 403", "unknown blocked")]
    [InlineData("page with 200", "unknown blocked")]
    [InlineData("captive portal", "unknown blocked")]
    [InlineData("empty with 200", "unknown ambiguous")]
    [InlineData("rate-limited", "unknown rate-limit")]
    [InlineData("cut off", "unknown network")]
    public void The_program_says_of_every_type_what_the_answers_prove(string name, string expected)
    {
        var planted = Plant();
        Assert.InRange(planted.Count, 60, 1000);
        using var provider = new LoopbackProvider(Answering(planted, Variant.All.Single(v => v.Name == name).Say));
        var run = Scan(planted, provider);
        Assert.Equal((1, ""), (run.Code, run.Error));
        var said = run.Findings.Where(f => planted.Any(t => t.Id == f.GetProperty("detector").GetString())).GroupBy(f => f.GetProperty("detector").GetString()!)
            .ToDictionary(g => g.Key, g => string.Join(", ", g.Select(State).Distinct()));
        Assert.Equal(planted.Select(t => $"{t.Id}: {expected}"), planted.Select(t => $"{t.Id}: {said.GetValueOrDefault(t.Id, "not found")}"));
        Assert.All(planted, t => Assert.DoesNotContain(t.Secret, run.All, StringComparison.Ordinal));
    }

    [Fact]
    public void No_report_message_or_argument_holds_a_value()
    {
        var planted = Plant();
        var seen = new List<string>();
        using var provider = new LoopbackProvider(r =>
        {
            var said = Answering(planted, (v, real) => real ? v.Live : v.Wrong)(r);
            // While it waits for this answer: what any user of the machine can see of it.
            if (OperatingSystem.IsLinux()) lock (seen) if (seen.Count < 50) seen.AddRange(Directory.EnumerateFiles("/proc", "cmdline", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, IgnoreInaccessible = true }).Select(Cmdline));
            return said;
        });
        string[] formats = ["json", "jsonl", "sarif", "csv", "junit", "markdown", "html", "text"];
        var run = Scan(planted, provider, [.. formats.SelectMany(f => new[] { "--report", $"{f}={Path.Combine(reports.FullName, f)}" })]);
        Assert.Equal(1, run.Code);
        var all = reports.EnumerateFiles().Select(f => File.ReadAllText(f.FullName)).Append(run.All).Concat(seen).ToList();
        Assert.Equal(formats.Length, reports.EnumerateFiles().Count());
        foreach (var type in planted)
        {
            string[] forms = [type.Secret, Uri.EscapeDataString(type.Secret), Convert.ToBase64String(Encoding.UTF8.GetBytes(type.Secret)), string.Concat(type.Secret.Reverse())];
            Assert.Equal([], all.SelectMany((text, i) => forms.Where(form => text.Contains(form, StringComparison.Ordinal)).Select(form => $"{type.Id} in text {i} at {text.IndexOf(form, StringComparison.Ordinal)}, {form.Length} characters")));
        }
        Assert.DoesNotContain(all, text => text.Contains("tok-of-a-minute", StringComparison.Ordinal));
        Assert.All(formats, f => Assert.Contains("live", File.ReadAllText(Path.Combine(reports.FullName, f)), StringComparison.OrdinalIgnoreCase));
    }

    private static string Cmdline(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
            return "";
        }
    }

    private static string State(JsonElement finding) => finding.GetProperty("verdict") is var v && v.TryGetProperty("reason", out var reason)
        ? $"{v.GetProperty("state").GetString()} {reason.GetString()}" : v.GetProperty("state").GetString()!;

    public void Dispose()
    {
        folder.Delete(recursive: true);
        reports.Delete(recursive: true);
    }
}
