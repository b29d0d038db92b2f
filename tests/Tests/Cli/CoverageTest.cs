using System.Text.Json;
using Stanch.Tests.Sources.Git;

namespace Stanch.Tests.Cli;

/// <summary>What could not be scanned is said, and never looks like a clean run.</summary>
public sealed class CoverageTest : IDisposable
{
    private readonly GitSandbox git = new();

    public void Dispose() => git.Dispose();

    private static int Skipped(Run run, string reason) => run.Receipt.GetProperty("skipped").EnumerateArray()
        .Where(s => s.GetProperty("reason").GetString() == reason).Sum(s => s.GetProperty("count").GetInt32());

    private static IEnumerable<string?> Notes(Run run) => run.Receipt.GetProperty("notes").EnumerateArray().Select(n => n.GetString());

    [Fact]
    public void A_missing_object_makes_the_scan_partial_and_the_rest_is_scanned()
    {
        git.Write("a.py", "clean\n");
        git.Write("b.py", "clean too\n");
        git.Commit("one");
        var blob = git.IdOf("HEAD:a.py");
        File.Delete(Path.Combine(git.Work, ".git", "objects", blob[..2], blob[2..]));
        var run = Program.Scan(git.Work);
        Assert.Equal(3, run.Code);
        Assert.True(run.Receipt.GetProperty("partial").GetBoolean());
        Assert.Contains(blob, run.Receipt.GetProperty("skipped").ToString(), StringComparison.Ordinal);
        var allowed = Program.Scan(git.Work, "--allow-partial");
        Assert.Equal((0, true), (allowed.Code, allowed.Receipt.GetProperty("partial").GetBoolean()));
        git.Write("c.py", Planted.Line(1));
        Assert.Equal(1, Program.Scan(git.Work).Code);
        Assert.Contains("PARTIAL", Program.Stanch(git.Work, "scan").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_corrupt_object_makes_the_scan_partial()
    {
        git.Write("a.py", "clean\n");
        git.Commit("one");
        var blob = git.IdOf("HEAD:a.py");
        var path = Path.Combine(git.Work, ".git", "objects", blob[..2], blob[2..]);
        File.SetAttributes(path, FileAttributes.Normal);
        File.WriteAllBytes(path, [.. File.ReadAllBytes(path)[..^6], 1, 2, 3, 4, 5, 6]);
        var run = Program.Scan(git.Work);
        Assert.Equal(3, run.Code);
        Assert.Contains(blob, run.Receipt.GetProperty("skipped").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shallow_clone_says_where_it_ends()
    {
        for (var i = 0; i < 3; i++)
        {
            git.Write("a.py", $"clean {i}\n");
            git.Commit($"{i}");
        }
        git.Git("clone", "-q", "--depth=1", $"file://{git.Work}", "../shallow");
        var run = Program.Scan(Path.Combine(git.Root, "shallow"));
        Assert.Equal(3, run.Code);
        Assert.Equal(1, Skipped(run, "shallow-boundary"));
    }

    [Fact]
    public void A_file_that_cannot_be_scanned_is_named_and_chosen_ones_are_counted()
    {
        git.Write("bin.dat", [0, 1, 2, 3]);
        git.Write("ok.txt", "ok\n");
        git.Write(".gitignore", "*.log\n");
        git.Write("x.log", Planted.Line(1));
        File.CreateSymbolicLink(Path.Combine(git.Work, "link"), "ok.txt");
        var run = Program.Scan(git.Work, "--no-history");
        Assert.Equal((0, 1, 1, 1), (run.Code, Skipped(run, "binary"), Skipped(run, "git-ignored"), Skipped(run, "symbolic-link")));
        Assert.Equal(["x.log:1"], Program.Scan(git.Work, "--no-history", "--no-ignore").Places);
    }

    [Fact]
    public void An_empty_folder_is_clean_and_says_that_there_was_nothing()
    {
        var folder = Directory.CreateDirectory(Path.Combine(git.Root, "empty")).FullName;
        var run = Program.Scan(folder);
        Assert.Equal(0, run.Code);
        Assert.Equal("nothing was scanned: there is not a byte in any file here", Assert.Single(Notes(run)));
        File.WriteAllText(Path.Combine(folder, "zero"), "");
        Assert.Equal(0, Program.Scan(folder).Code);
    }

    [Fact]
    public void A_folder_in_which_everything_is_left_out_is_not_clean()
    {
        var folder = Directory.CreateDirectory(Path.Combine(git.Root, "binary")).FullName;
        File.WriteAllText(Path.Combine(folder, ".stanch.yaml"), "version: 1\npaths: ['*']\n");
        File.WriteAllText(Path.Combine(folder, "a"), Planted.Line(1));
        var run = Program.Scan(folder);
        Assert.Equal(3, run.Code);
        Assert.Contains(Notes(run), n => n!.StartsWith("nothing was scanned: all ", StringComparison.Ordinal));
    }

    [Fact]
    public void Empty_standard_input_is_not_clean()
    {
        var run = Program.Stanch(git.Root, [], "scan", "-", "--report", "jsonl");
        Assert.Equal(3, run.Code);
        Assert.Equal("nothing was scanned: standard input was empty", Assert.Single(Notes(run)));
    }

    [Fact]
    public void A_part_of_a_repository_says_that_its_history_was_not_read()
    {
        git.Write("src/a.py", Planted.Line(1));
        git.Write("b.py", Planted.Line(2));
        git.Commit("one");
        var run = Program.Scan(git.Work, "src");
        Assert.Equal(["a.py:1"], run.Places);
        Assert.Contains("src is a part of the repository", Assert.Single(Notes(run)), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_targets_are_told_apart()
    {
        git.Write("src/a.py", Planted.Line(1));
        git.Write("lib/a.py", Planted.Line(1));
        var run = Program.Scan(git.Work, "--no-history", "src", "lib");
        Assert.Equal(["lib", "src"], run.Findings.Select(f => f.GetProperty("repository").GetString()).Order());
        Assert.Single(run.Findings.Select(f => f.GetProperty("fingerprint").GetString()).Distinct());
    }

    [Fact]
    public void A_file_of_one_line_too_long_to_hold_is_scanned_to_its_end()
    {
        var path = Path.Combine(git.Root, "long.txt");
        using (var stream = File.Create(path))
        {
            var filler = new byte[1 << 20];
            filler.AsSpan().Fill((byte)'x');
            for (var i = 0; i < 40; i++) stream.Write(filler);
            stream.Write(System.Text.Encoding.UTF8.GetBytes(" " + Planted.Line(1)));
        }
        var found = Assert.Single(Program.Scan(git.Root, "long.txt").Findings);
        Assert.Equal((1, (40 << 20) + 11), (found.GetProperty("line_start").GetInt32(), found.GetProperty("column_start").GetInt32()));
    }
}
