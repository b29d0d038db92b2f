using System.Text;
using Stanch.Sources;
using Stanch.Sources.Git;

namespace Stanch.Tests.Sources.Git;

public sealed class StagedChangesTest
{
    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("4")]
    public void What_is_staged_and_not_committed_comes_from_the_database(string version)
    {
        using var sandbox = Make();
        sandbox.Git("update-index", "--index-version", version);
        sandbox.Write("d/e/changed.txt", "staged");
        sandbox.Write("fresh/new.txt", "new");
        sandbox.Write("d/other.txt", "d/other.txt");
        sandbox.Git("add", "d", "fresh");
        if (version == "3") { sandbox.Write("intent.txt", "x"); sandbox.Git("add", "-N", "intent.txt"); }
        sandbox.Write("d/e/changed.txt", "only in the work tree");
        sandbox.Git("rm", "-q", "--cached", "top.txt");
        var all = Collected.From(Staged(sandbox));
        Assert.Equal(["d/e/changed.txt", "fresh/new.txt"], all.Staged.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("staged", Encoding.UTF8.GetString(all.Staged["d/e/changed.txt"]));
        Assert.Empty(all.Coverage.SkipCounts);
    }

    [Fact]
    public void Nothing_staged_is_nothing_read()
    {
        using var sandbox = Make();
        Assert.Empty(Collected.From(Staged(sandbox)).Staged);
        sandbox.Git("gc", "-q");
        Assert.Empty(Collected.From(Staged(sandbox)).Staged);
    }

    [Fact]
    public void Before_the_first_commit_all_is_new()
    {
        using var sandbox = new GitSandbox();
        Assert.Empty(Collected.From(Staged(sandbox)).Staged);
        sandbox.Write("a/b.txt", "b");
        sandbox.Git("add", "-A");
        Assert.Equal(["a/b.txt"], Collected.From(Staged(sandbox)).Staged.Keys);
    }

    [Fact]
    public void It_is_what_git_diff_cached_says()
    {
        using var sandbox = new GitSandbox("sha256");
        var random = new Random(5);
        for (var round = 0; round < 6; round++)
        {
            for (var i = 0; i < 25; i++)
            {
                var path = $"{(char)('a' + random.Next(3))}/{random.Next(3)}/{random.Next(5)}";
                if (random.Next(3) > 0) sandbox.Write(path, $"{random.Next(9)} text");
                else File.Delete(Path.Combine(sandbox.Work, path) is var full && File.Exists(full) ? full : Path.Combine(sandbox.Root, "none"));
            }
            sandbox.Git("add", "-A");
            var expected = round == 0 ? sandbox.Git("ls-files") : sandbox.Git("diff", "--cached", "--no-renames", "--diff-filter=AMT", "--name-only");
            Assert.Equal(expected.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), Collected.From(Staged(sandbox)).Staged.Keys.Order(StringComparer.Ordinal));
            sandbox.Git("commit", "-q", "-m", $"{round}");
        }
    }

    [Fact]
    public void Names_of_any_bytes_and_submodules_do_no_harm()
    {
        using var sandbox = Make();
        sandbox.Write("tab\tand \u001b[31m and ü.txt", "odd");
        sandbox.Git("add", "-A");
        sandbox.Git("update-index", "--add", "--cacheinfo", $"160000,{sandbox.IdOf("HEAD")},sub");
        Assert.Equal(["tab\tand \u001b[31m and ü.txt"], Collected.From(Staged(sandbox)).Staged.Keys);
    }

    [Fact]
    public void A_split_or_broken_index_and_a_missing_blob_are_told()
    {
        using var sandbox = Make();
        sandbox.Write("lost.txt", "lost content");
        sandbox.Git("add", "-A");
        GitLayoutTest.Delete(sandbox, sandbox.Git("hash-object", "lost.txt"));
        Assert.Equal(SkipReason.Missing, Assert.Single(Collected.From(Staged(sandbox)).Coverage.Skips).Reason);
        sandbox.Git("update-index", "--split-index");
        Assert.Equal(SkipReason.Unsupported, Assert.Single(Collected.From(Staged(sandbox)).Coverage.Skips).Reason);
        File.WriteAllText(Path.Combine(sandbox.Work, ".git", "index"), "not an index, and long enough to be looked at as one");
        Assert.Equal(SkipReason.Corrupt, Assert.Single(Collected.From(Staged(sandbox)).Coverage.Skips).Reason);
    }

    private static StagedChanges Staged(GitSandbox sandbox)
    {
        Assert.True(GitRepository.TryOpen(sandbox.Work, out var repository, out var reason), reason);
        return new StagedChanges(repository);
    }

    private static GitSandbox Make()
    {
        var sandbox = new GitSandbox();
        foreach (var path in new[] { "top.txt", "d/other.txt", "d/e/changed.txt", "x/y/z.txt" }) sandbox.Write(path, path);
        sandbox.Commit("first");
        return sandbox;
    }
}
