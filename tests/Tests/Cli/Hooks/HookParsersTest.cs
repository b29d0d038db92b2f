using CsCheck;
using Stanch.Fixing;
using Stanch.Hooks;
using Stanch.Sources.Git;

namespace Stanch.Tests.Cli.Hooks;

/// <summary>What comes from git and from files of other people, read as it was meant or not at all.</summary>
public sealed class HookParsersTest
{
    private static readonly string Zero = new('0', 40), One = new('1', 40), Two = new('2', 40);

    [Fact]
    public void Lines_of_a_push_are_read()
    {
        var refs = PushedRef.OfPrePush($"refs/heads/a {One} refs/heads/b {Two}\n(delete) {Zero} refs/heads/c {One}\nHEAD~1 and more {One} refs/heads/d {Zero}\n", out var error);
        Assert.Equal("", error);
        Assert.Equal([("refs/heads/b", false, false), ("refs/heads/c", true, false), ("refs/heads/d", false, true)], refs.Select(r => (r.Name, r.New.IsNone, r.Old.IsNone)));
        Assert.Equal("refs/heads/b", Assert.Single(PushedRef.OfPreReceive($"{Zero} {One} refs/heads/b\n", out _)).Name);
    }

    [Fact]
    public void No_input_breaks_the_reading_of_a_push() => Gen.String.Sample(text =>
    {
        PushedRef.OfPrePush(text, out _);
        PushedRef.OfPreReceive(text, out _);
        GitPlace.Split(text, ':');
    });

    [Fact]
    public void A_list_of_folders_is_split_as_git_writes_it()
    {
        Assert.Equal(["/a", "/b:c \"d\"", "/é", "\"open"], GitPlace.Split("/a:\"/b:c \\\"d\\\"\":\"/\\303\\251\":\"open", ':'));
        Assert.Equal([], GitPlace.Split("::", ':'));
    }

    [Fact]
    public void A_block_that_is_put_in_comes_out_without_a_trace() => Gen.Select(Gen.String, Gen.String, Gen.Int[0, 1000]).Where(t => !t.Item1.Contains("# >>> stanch") && !t.Item2.Contains("# <<< stanch")).Sample((text, lines, place) =>
    {
        var at = place % (text.Length + 1);
        if (at > 0 && text[at - 1] != '\n') at = 0;
        var put = MarkedBlock.Put(text, MarkedBlock.Of(lines), at);
        Assert.Equal(text, MarkedBlock.Remove(put));
        Assert.Equal(put, MarkedBlock.Put(put, MarkedBlock.Of(lines), 0));
    });

    [Fact]
    public void A_value_in_a_file_of_variables_is_what_a_shell_reads() => Gen.String[Gen.Char[' ', '~'], 1, 40].Sample(value =>
    {
        if (EnvironmentFile.Quoted(value) is not { } quoted) return;
        var run = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh", ["-c", $"X={quoted}\nprintf %s \"$X\""]) { RedirectStandardOutput = true })!;
        Assert.Equal(value, run.StandardOutput.ReadToEnd());
    }, iter: 60, threads: 1);

    [Fact]
    public void All_files_are_written_or_none()
    {
        var folder = Directory.CreateTempSubdirectory("stanch-set-").FullName;
        try
        {
            string a = Path.Combine(folder, "a"), b = Path.Combine(folder, "b");
            File.WriteAllText(a, "old a");
            Directory.CreateDirectory(b);
            Assert.NotNull(FileSet.Write([new FileEdit(a, "old a", "new a"), new FileEdit(b, null, "new b")]));
            Assert.Equal("old a", File.ReadAllText(a));
            Assert.NotNull(FileSet.Write([new FileEdit(a, "what was read", "new a")]));
            Assert.Equal("old a", File.ReadAllText(a));
            Assert.Equal([a], Directory.GetFiles(folder));
            Directory.Delete(b);
            Assert.Null(FileSet.Write([new FileEdit(a, "old a", "new a"), new FileEdit(b, null, "new b")]));
            Assert.Equal(("new a", "new b"), (File.ReadAllText(a), File.ReadAllText(b)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
