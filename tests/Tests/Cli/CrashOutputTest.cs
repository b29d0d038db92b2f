namespace Stanch.Tests.Cli;

/// <summary>Where output has no place: a full disk, a closed stream, a folder that takes nothing. It is said, and no run looks clean.</summary>
public sealed class CrashOutputTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("stanch-crash-").FullName;

    public CrashOutputTest()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a Unix shell");
        File.WriteAllText(At("many.py"), string.Concat(Enumerable.Range(0, 3000).Select(i => Planted.Line(i % 20))));
        File.WriteAllText(At("clean.py"), "nothing\n");
        Directory.CreateDirectory(At("out"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string At(string file) => Path.Combine(folder, file);

    private static void Said(Run run, int code, string what)
    {
        Assert.Equal(code, run.Code);
        Assert.Contains(what, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.All, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", run.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("html")]
    public void A_limit_on_the_size_of_files_spares_the_old_report(string format)
    {
        File.WriteAllText(At("out/report"), "old");
        Said(CrashShell.Run(folder, $"ulimit -f 64; trap '' XFSZ; \"$@\" scan many.py --report {format}=out/report"), 74, "the output could not be written: out/report: ");
        Assert.Equal("old", File.ReadAllText(Assert.Single(Directory.GetFiles(At("out")))));
    }

    [Fact]
    public void A_full_disk_spares_the_old_report_and_the_other_reports_are_written()
    {
        Assert.SkipUnless(CrashShell.MayMount, "may not mount here");
        var run = CrashShell.Run(folder, """
            "$@" scan many.py --report text > whole.txt
            exec unshare -m bash -c 'mount -t tmpfs -o size=64k none out && echo old > out/r && "$@" scan many.py --report json=out/r --report text=whole.txt; code=$?; ls out; cat out/r; exit $code' bash "$@"
            """);
        Said(run, 74, "the output could not be written: out/r: No space left on device");
        Assert.Equal("r\nold\n", run.Output);
        Assert.Contains("3,000 places", File.ReadAllText(At("whole.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_baseline_that_has_no_place_is_told_and_the_report_comes_all_the_same()
    {
        var run = CrashShell.Run(folder, "\"$@\" scan many.py --report jsonl --write-baseline /proc/known");
        Said(run, 74, "the output could not be written: /proc/known: ");
        Assert.Equal(3000, run.Findings.Count);
        Said(CrashShell.Run(folder, "\"$@\" scan clean.py --quiet --write-baseline /proc/known"), 74, "/proc/known: ");
    }

    [Fact]
    public void A_folder_that_takes_nothing_is_named()
    {
        Said(CrashShell.Run(folder, "\"$@\" scan clean.py --report json=/proc/report"), 74, "the output could not be written: /proc/report: ");
        if (!CrashShell.MayMount) return;
        File.WriteAllText(At("out/a.py"), Planted.Line(1));
        const string ReadOnly = "unshare -m bash -c 'mount --bind out out && mount -o remount,ro,bind out && cd out && {0}' bash \"$@\"";
        Said(CrashShell.Run(folder, ReadOnly.Replace("{0}", "\"$@\" ignore a.py:1 --reason why", StringComparison.Ordinal)), 2, ".stanch.yaml: error CFG001: cannot be written: ");
        Said(CrashShell.Run(folder, ReadOnly.Replace("{0}", "\"$@\" ignore a.py:1 --inline --reason why", StringComparison.Ordinal)), 2, "a.py: error CFG001: cannot be written: ");
        Assert.Equal(Planted.Line(1), File.ReadAllText(At("out/a.py")));
    }

    [Fact]
    public void A_reader_that_goes_ends_the_run()
    {
        var run = CrashShell.Run(folder, "set -o pipefail; \"$@\" scan many.py --report jsonl | head -1");
        Said(run, 74, "the output could not be written: standard output: Broken pipe");
        Assert.Equal(1, run.Output.Count(c => c == '\n'));
    }

    [Theory]
    [InlineData("scan clean.py >&-", 74)]
    [InlineData("scan many.py --report json=out/a --report text >&-", 74)]
    [InlineData("version >&-", 74)]
    [InlineData("scan no-such 2>&-", 2)]
    [InlineData("scann 2>&-", 2)]
    [InlineData("scan many.py 2>&-", 1)]
    [InlineData("scan clean.py <&-", 0)]
    [InlineData("scan clean.py > /dev/full", 74)]
    [InlineData("scan no-such 2> /dev/full", 2)]
    public void A_stream_that_is_closed_or_full_gives_no_other_code(string how, int code)
    {
        var run = CrashShell.Run(folder, $"\"$@\" {how}");
        Said(run, code, "");
        if (File.Exists(At("out/a"))) Assert.EndsWith("\n}\n", File.ReadAllText(At("out/a")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_stays_as_closed_to_others_as_it_was()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.WriteAllText(At("out/report"), "old");
        File.SetUnixFileMode(At("out/report"), Private);
        Assert.Equal(1, Program.Stanch(folder, "scan", "many.py", "--show-secrets", "--report", "json=out/report").Code);
        Assert.Equal(Private, File.GetUnixFileMode(At("out/report")));
    }

    [Fact]
    public void Without_the_system_s_OpenSSL_it_says_so_and_does_not_abort()
    {
        Assert.SkipUnless(CrashShell.MayMount, "may not mount here");
        var run = CrashShell.Run(folder, """
            exec unshare -m bash -c 'for l in $(ldconfig -p | grep -o "/.*/libssl\.so.*"); do mount --bind /dev/null "$l"; done; "$@" scan clean.py > /dev/null && "$@" scan many.py' bash "$@"
            """);
        Said(run, 70, "stanch: OpenSSL's library is not on this system");
        Assert.DoesNotContain("OpenSSL", CrashShell.Run(folder, "\"$@\" scan many.py").Error, StringComparison.Ordinal);
    }
}
