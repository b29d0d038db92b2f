using CsCheck;
using Stanch.Providers.Checks;
using Stanch.Scanning.Checking;

namespace Stanch.Tests.Scanning.Checking;

public sealed class VerdictJournalTest : IDisposable
{
    private static readonly Dictionary<string, string> parts = new() { ["account"] = "AC7" };
    private static readonly DateTimeOffset now = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stanch-");
    private readonly Clock clock = new() { Now = now };

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }
        public override DateTimeOffset GetUtcNow() => Now;
    }

    private VerdictJournal Open(string run = "scan", TimeSpan? age = null) => VerdictJournal.Open(folder.FullName, run, age ?? TimeSpan.FromHours(1), clock);

    private static string Key(VerdictJournal journal, int i) => journal.Key("a/b", $"1-{i}", parts, "");

    private static readonly CheckVerdict full = new(Life.Restricted, Doubt.None, "restricted: status 403", new Evidence
    {
        Request = "GET https://api.example.com/v1/me", Host = "api.example.com", Address = "192.0.2.1", Answer = new SeenAnswer(403, "restricted: 403", "ab", 17, now), Control = new SeenAnswer(401, "", "cd", 0, now),
        ControlNote = "refused", Facts = [new KeptFact("owner", "Ann \"A\" \n"), new KeptFact("scopes", "a, b")], Minted = "none",
    });

    private string File1 => folder.EnumerateFiles().Single().FullName;

    [Fact]
    public void A_verdict_comes_back_as_it_was()
    {
        using (var journal = Open()) journal.Add(Key(journal, 1), full);
        using var again = Open();
        var read = again.Find(Key(again, 1))!;
        Assert.Equal(full with { Evidence = null }, read with { Evidence = null });
        Assert.Equal(full.Evidence! with { Facts = [] }, read.Evidence! with { Facts = [] });
        Assert.Equal(full.Evidence.Facts, read.Evidence.Facts);
        Assert.Equal(1, again.Reused);
        foreach (var other in new[] { again.Key("a/c", "1-1", parts, ""), again.Key("a/b", "1-2", parts, ""), again.Key("a/b", "1-1", parts, "https://b.example"), again.Key("a/b", "1-1", new Dictionary<string, string>(), "") })
            Assert.Null(again.Find(other));
        Assert.Null(Another());

        CheckVerdict? Another()
        {
            using var other = Open("check");
            return other.Find(Key(other, 1));
        }
    }

    [Fact]
    public void What_is_unknown_or_old_or_of_a_finished_run_is_asked_anew()
    {
        using (var journal = Open())
        {
            journal.Add(Key(journal, 1), full);
            journal.Add(Key(journal, 2), new CheckVerdict(Life.Unknown, Doubt.Network, "no connection"));
        }
        using (var soon = Open()) Assert.Equal((true, false), (soon.Find(Key(soon, 1)) is not null, soon.Find(Key(soon, 2)) is not null));
        clock.Now = now.AddMinutes(61);
        using (var late = Open()) Assert.Null(late.Find(Key(late, 1)));
        using (var longer = Open(age: TimeSpan.FromHours(2))) Assert.NotNull(longer.Find(Key(longer, 1)));
        using (var fresh = Open(age: TimeSpan.Zero)) Assert.Null(fresh.Find(Key(fresh, 1)));
        using (var journal = Open())
        {
            journal.Add(Key(journal, 1), full);
            journal.Finish();
        }
        Assert.Empty(folder.EnumerateFiles());
    }

    /// <summary>A run that is killed may leave any part of what it wrote.</summary>
    [Fact]
    public void However_much_was_written_every_whole_line_counts_and_the_next_one_is_whole_too()
    {
        string[] keys;
        using (var journal = Open())
        {
            keys = [.. Enumerable.Range(0, 4).Select(i => Key(journal, i))];
            foreach (var key in keys) journal.Add(key, full);
        }
        var all = File.ReadAllBytes(File1);
        for (var length = 0; length <= all.Length; length++)
        {
            File.WriteAllBytes(File1, all[..length]);
            var whole = all.AsSpan(0, length).Count((byte)'\n') - 1;
            using (var torn = Open())
            {
                Assert.Equal("", torn.Trouble);
                Assert.Equal(Math.Max(0, whole), keys.Count(k => torn.Find(k) is not null));
                torn.Add(Key(torn, 9), full);
            }
            using var next = Open();
            Assert.Equal(Math.Max(0, whole) + 1, keys.Append(Key(next, 9)).Count(k => next.Find(k) is not null));
        }
    }

    [Fact]
    public void Whatever_stands_in_the_file_a_run_goes_on()
    {
        using (var journal = Open()) journal.Add(Key(journal, 1), full);
        var all = File.ReadAllBytes(File1);
        Gen.Select(Gen.Int[0, all.Length - 1], Gen.Byte.Array[0, 30]).Sample((at, other) =>
        {
            byte[] spoilt = [.. all[..at], .. other, .. all[Math.Min(all.Length, at + other.Length)..]];
            File.WriteAllBytes(File1, spoilt);
            using var journal = Open();
            Assert.Equal("", journal.Trouble);
            journal.Find(Key(journal, 1));
            journal.Add(Key(journal, 2), full);
            Assert.NotNull(VerdictLine.Read(VerdictLine.Write("k", full, now)));
        }, iter: 2000, threads: 1);
    }

    [Fact]
    public void Where_nothing_can_be_written_the_reason_is_kept_and_nothing_else_happens()
    {
        var file = Path.Combine(folder.FullName, "file");
        File.WriteAllText(file, "");
        foreach (var place in new[] { file, "" })
        {
            using var journal = VerdictJournal.Open(place, "scan", TimeSpan.FromHours(1), clock);
            Assert.NotEqual("", journal.Trouble);
            journal.Add(Key(journal, 1), full);
            Assert.Null(journal.Find(Key(journal, 1)));
            journal.Finish();
        }
    }

    [Fact]
    public void Two_runs_over_the_same_do_not_write_into_one_file()
    {
        var first = Open();
        using (var second = Open())
        {
            Assert.NotEqual("", second.Trouble);
            second.Add(Key(second, 1), full);
            second.Finish();
        }
        first.Add(Key(first, 2), full);
        first.Dispose();
        Assert.Equal(2, File.ReadAllLines(File1).Length);
    }

    [Fact]
    public void Others_of_the_machine_can_not_read_it()
    {
        if (OperatingSystem.IsWindows()) return;
        using var journal = VerdictJournal.Open(Path.Combine(folder.FullName, "new"), "scan", TimeSpan.FromHours(1), clock);
        journal.Add(Key(journal, 1), full);
        var made = Directory.EnumerateFiles(Path.Combine(folder.FullName, "new")).Single();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(made));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(made)!));
    }

    public void Dispose() => folder.Delete(recursive: true);
}
