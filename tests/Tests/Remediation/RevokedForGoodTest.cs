using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Stanch.Tests.Providers;

namespace Stanch.Tests.Remediation;

/// <summary>The real program against providers that behave as documented: undisturbed, and killed at every request.</summary>
public sealed class RevokedForGoodTest : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stanch-");

    public static TheoryData<string> Types => [.. RevocableProvider.All.Select(p => p().Type)];

    private static RevocableProvider Of(string type) => RevocableProvider.All.Select(p => p()).Single(p => p.Type == type);

    private static Cli.Run Revoke(RevocableProvider at, LoopbackProvider provider, string state) => Cli.Program.Stanch("/", Encoding.UTF8.GetBytes(at.Input), at.Arguments(provider.Address, state));

    private static JsonElement Record(Cli.Run run) => JsonDocument.Parse(run.Output).RootElement;

    [Theory]
    [MemberData(nameof(Types))]
    public void A_provider_that_behaves_as_documented_stops_accepting_the_value_and_is_believed_then_only(string type)
    {
        var at = Of(type);
        var lists = new StringBuilder();
        at.Before = _ => Listed(lists);
        using var provider = new LoopbackProvider(at.Answer);
        var run = Revoke(at, provider, folder.FullName);
        Assert.True(run.Code == 0, run.All);
        Assert.Equal(("dead", "live", "dead"), (Record(run).GetProperty("outcome").GetString(), Record(run).GetProperty("before").GetProperty("state").GetString(), Record(run).GetProperty("after").GetProperty("state").GetString()));
        Assert.Equal(type.StartsWith("aws", StringComparison.Ordinal) ? ["inactive", "deleted"] : [type.StartsWith("cloudflare", StringComparison.Ordinal) ? "deleted" : "revoked"], at.Effects);
        Assert.Empty(at.Repeated);
        foreach (var value in at.Everything.Where(v => v.Length > 12))
        {
            Assert.DoesNotContain(value, run.All, StringComparison.Ordinal);
            Assert.DoesNotContain(value, lists.ToString(), StringComparison.Ordinal);
            foreach (var file in Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories))
            {
                Assert.DoesNotContain(value, file, StringComparison.Ordinal);
                // A key's id is no secret, but the journal has no need of it either.
                Assert.DoesNotContain(value, File.ReadAllText(file), StringComparison.Ordinal);
            }
        }
        var mode = OperatingSystem.IsWindows() ? 0 : File.GetUnixFileMode(Directory.GetFiles(folder.FullName, "*.jsonl", SearchOption.AllDirectories).Single());
        Assert.Equal((UnixFileMode)0, mode & (UnixFileMode.GroupRead | UnixFileMode.OtherRead));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_run_that_is_killed_at_any_request_is_taken_up_and_nothing_is_revoked_twice(string type)
    {
        var undisturbed = Of(type);
        var requests = 0;
        undisturbed.Before = n => requests = Math.Max(requests, n);
        using (var provider = new LoopbackProvider(undisturbed.Answer)) Assert.Equal(0, Revoke(undisturbed, provider, Path.Combine(folder.FullName, "undisturbed")).Code);
        var effects = undisturbed.Effects;
        Assert.InRange(requests, 3, 20);
        for (var kill = 1; kill <= requests; kill++)
        {
            var at = Of(type);
            var state = Path.Combine(folder.FullName, $"kill-{kill}");
            using var reached = new SemaphoreSlim(0);
            using var over = new ManualResetEventSlim();
            var number = kill;
            at.Before = n =>
            {
                if (n != number) return;
                reached.Release();
                over.Wait(TimeSpan.FromMinutes(1));
            };
            using var provider = new LoopbackProvider(at.Answer);
            using var process = Cli.Program.Start("/", at.Arguments(provider.Address, state));
            await process.StandardInput.WriteAsync(at.Input);
            process.StandardInput.Close();
            Assert.True(await reached.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken), $"{type}: request {kill} never came");
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            over.Set();
            at.Before = _ => { };

            var run = Revoke(at, provider, state);
            var where = $"{type}, killed at request {kill}: {run.All}";
            Assert.True(run.Code == 0, where);
            Assert.True(at.Repeated.Count == 0, $"{string.Join(' ', at.Repeated)} twice; {where}");
            Assert.Equal(effects, at.Effects);
            // The verdict before it was revoked is the evidence that it worked; a later run could not get it any more.
            Assert.True(Record(run).GetProperty("before").GetProperty("state").GetString() == "live", where);
            Assert.True(Record(run).GetProperty("after").GetProperty("state").GetString() == "dead", where);
        }
    }

    /// <summary>What every user of the machine can read of all processes.</summary>
    private static void Listed(StringBuilder lists)
    {
        if (!OperatingSystem.IsLinux()) return;
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-eww", "-o", "args"]) { RedirectStandardOutput = true })!;
        lock (lists) lists.Append(ps.StandardOutput.ReadToEnd());
    }

    public void Dispose() => folder.Delete(recursive: true);
}
