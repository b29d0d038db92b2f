using System.Text;
using CsCheck;
using Stanch.Providers.Checks;
using Stanch.Providers.Revoking;
using Stanch.Remediation;
using Stanch.Tests.Cli;
using Stanch.Tests.Providers;

namespace Stanch.Tests.Remediation;

/// <summary>A journal that was cut anywhere, damaged, or could not be written.</summary>
public sealed class JournalTest : IDisposable
{
    private static readonly DateTimeOffset now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stanch-");

    private string At(string name) => Path.Combine(folder.FullName, name);

    private async Task<RevocationResult> Revoke(LoopbackProvider provider, string path)
    {
        var type = RevokedType.All.Single(t => t.Id == "gitlab/access-token");
        var clock = new HastyClock();
        var policy = Policies.For(type.Type, provider.Address);
        using var checker = new Checker(CheckedTypes.Catalog, policy);
        using var revoker = new Revoker(CheckedTypes.Catalog, policy, type.Credential);
        using var journal = Journal.Open(path, clock.GetUtcNow(), out var mistake);
        Assert.Equal("", mistake);
        return await new Revocation(checker, revoker, journal!, new RevocationOptions { Irreversible = true, Clock = clock }, _ => { }).Run(type.Credential, type.Plan, "0-test", TestContext.Current.CancellationToken);
    }

    private sealed class GitLab
    {
        private static readonly string secret = RevokedType.All.Single(t => t.Id == "gitlab/access-token").Type.Secret;
        public int Deleted { get; set; }
        public int AskedInVain { get; private set; }

        public Said Answer(Received request)
        {
            if (request.Header("PRIVATE-TOKEN") != secret) return new Said(401, """{"message":"401 Unauthorized"}""");
            if (request.Method == "DELETE")
            {
                if (Deleted > 0) AskedInVain++;
                else Deleted++;
                return AskedInVain == 0 ? new Said(204, "", "") : new Said(401, """{"error":"invalid_token"}""");
            }
            return Deleted == 0 ? new Said(200, """{"id":42,"scopes":["api"]}""") : new Said(401, """{"error":"invalid_token"}""");
        }
    }

    [Fact]
    public async Task Cut_after_any_byte_it_is_taken_up_and_nothing_is_revoked_twice()
    {
        var whole = new GitLab();
        using (var provider = new LoopbackProvider(whole.Answer)) Assert.Equal(RevocationOutcome.Dead, (await Revoke(provider, At("whole"))).Outcome);
        var bytes = File.ReadAllBytes(At("whole"));
        var text = Encoding.UTF8.GetString(bytes);
        var sending = text.IndexOf("\"event\":\"sending\"", StringComparison.Ordinal);
        var sent = text.IndexOf('\n', sending) + 1;
        var answered = text.IndexOf('\n', sent) + 1;
        var ended = text.LastIndexOf("{\"event\":\"ended\"", StringComparison.Ordinal);
        await Parallel.ForEachAsync(Enumerable.Range(0, bytes.Length + 1).SelectMany(cut => new[] { (cut, done: false), (cut, done: true) }), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (at, _) =>
        {
            // Before it stood in the journal it can't have been done; after its answer did, it was.
            if (at.done ? at.cut < sent : at.cut >= answered) return;
            // Every byte where it matters most, and some of the others.
            if ((at.cut < sending - 20 || at.cut > answered + 20) && at.cut % 13 != 0) return;
            var gitlab = new GitLab { Deleted = at.done ? 1 : 0 };
            using var provider = new LoopbackProvider(gitlab.Answer);
            var path = At($"{at.cut}-{at.done}");
            File.WriteAllBytes(path, bytes[..at.cut]);
            var result = await Revoke(provider, path);
            var where = $"cut at {at.cut} of {bytes.Length}, done {at.done}: {result.Word}";
            Assert.True(result.Outcome == (at.cut > ended && at.cut == bytes.Length ? RevocationOutcome.AlreadyDead : RevocationOutcome.Dead), where);
            Assert.True((gitlab.Deleted, gitlab.AskedInVain) == (1, 0), where);
        });
    }

    [Fact]
    public void Whatever_stands_in_it_it_is_read_or_refused_with_the_line_and_never_lost() => Gen.OneOf(Gen.String, Gen.Const("{\"event\":\"begun\",\"at\":\"2026-03-02T09:30:00Z\"}\n"), Gen.Const("\n"), Gen.Const("{\"event\":\"sending\"}\n")).Array[0, 6].Sample(pieces =>
    {
        var path = At(Guid.NewGuid().ToString("N"));
        var content = Encoding.UTF8.GetBytes(string.Concat(pieces));
        File.WriteAllBytes(path, content);
        using (var journal = Journal.Open(path, now, out var mistake))
        {
            if (journal is null)
            {
                Assert.Contains("line ", mistake, StringComparison.Ordinal);
                Assert.Equal(content, File.ReadAllBytes(path));
                return;
            }
        }
        // What it read, it reads again; whole lines stay as they were.
        var whole = content.AsSpan(0, content.AsSpan().LastIndexOf((byte)'\n') + 1).ToArray();
        Assert.Equal(whole, File.ReadAllBytes(path)[..whole.Length]);
        using var again = Journal.Open(path, now, out _);
        Assert.NotNull(again);
    }, iter: 300);

    [Fact]
    public void A_damaged_line_is_an_error_that_names_it_and_nothing_is_sent()
    {
        var state = Directory.CreateDirectory(At("state")).FullName;
        using var provider = new LoopbackProvider(_ => new Said(500, "{}"));
        var value = Planted.Token(3);
        string[] revoke = ["revoke", "gitlab/access-token", "--yes-irreversible", "--state", state, "--endpoint", $"gitlab={provider.Address}"];
        Directory.CreateDirectory(Path.Combine(state, "revocations"));
        var path = Path.Combine(state, "revocations", $"gitlab.access-token.{StateFolder.FingerprintOf(value)}.jsonl");
        File.WriteAllText(path, "{\"event\":\"begun\",\"at\":\"2026-03-02T09:30:00Z\"}\nsome other text\n{\"event\":\"ended\",\"at\":\"2026-03-02T09:30:00Z\"}\n");
        var run = Cli.Program.Stanch("/", Encoding.UTF8.GetBytes(value), revoke);
        Assert.Equal(2, run.Code);
        Assert.Contains("line 2 is damaged", run.Error, StringComparison.Ordinal);
        Assert.Empty(provider.Requests);
    }

    [Fact]
    public void Two_do_not_have_it_at_once()
    {
        using var first = Journal.Open(At("one"), now, out _);
        Assert.NotNull(first);
        Assert.Null(Journal.Open(At("one"), now, out var mistake));
        Assert.Contains("another run", mistake, StringComparison.Ordinal);
    }

    /// <summary>The disk is full after so many bytes: nothing more is sent, and the next run takes it up.</summary>
    [Fact]
    public void On_a_full_disk_nothing_more_is_sent_and_the_next_run_goes_on()
    {
        if (OperatingSystem.IsWindows()) return;
        var gitlab = new GitLab();
        var value = RevokedType.All.Single(t => t.Id == "gitlab/access-token").Type.Secret;
        using var provider = new LoopbackProvider(gitlab.Answer);
        var state = At("full");
        string[] revoke = ["revoke", "gitlab/access-token", "--yes-irreversible", "--state", state, "--endpoint", $"gitlab={provider.Address}"];
        Directory.CreateDirectory(Path.Combine(state, "revocations"));
        var path = Path.Combine(state, "revocations", $"gitlab.access-token.{StateFolder.FingerprintOf(value)}.jsonl");
        // An earlier attempt fills the room that there is, all but a line's.
        var line = "{\"event\":\"begun\",\"at\":\"2026-03-02T09:30:00Z\"}\n{\"event\":\"ended\",\"at\":\"2026-03-02T09:30:00Z\"}\n";
        File.WriteAllText(path, string.Concat(Enumerable.Repeat(line, (64 * 1024 - 400) / line.Length)));
        var before = File.ReadAllBytes(path);
        var input = Encoding.UTF8.GetBytes(value);
        File.WriteAllBytes(At("input"), input);
        var run = CrashShell.Run(folder.FullName, $"ulimit -f 64; trap '' XFSZ; \"$@\" {string.Join(' ', revoke)} < input");
        Assert.True(run.Code == 74, run.All);
        Assert.Contains("the journal could not be written", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, gitlab.Deleted);
        Assert.Equal(before, File.ReadAllBytes(path)[..before.Length]);
        var again = Cli.Program.Stanch("/", input, revoke);
        Assert.True((again.Code, gitlab.Deleted, gitlab.AskedInVain) == (0, 1, 0), again.All);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
