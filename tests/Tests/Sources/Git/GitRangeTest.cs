using Stanch.Sources;
using Stanch.Sources.Git;

namespace Stanch.Tests.Sources.Git;

public sealed class GitRangeTest
{
    [Theory]
    [InlineData("HEAD~2..HEAD", "c3 c4 evil side")]
    [InlineData("HEAD^..", "c4 evil side")]
    [InlineData("v1..main", "c2 c3 c4 evil side")]
    [InlineData("main...side", "c2 c3 c4 evil")]
    [InlineData("side", "c1 side")]
    [InlineData("HEAD..HEAD", "")]
    public void Only_what_is_new_in_the_commits_is_read(string range, string expected)
    {
        using var sandbox = Make();
        foreach (var packed in new[] { false, true })
        {
            if (packed) sandbox.Git("repack", "-adfq");
            var all = Collected.FromHistory(sandbox.Work, new HistoryOptions { Range = range });
            Assert.Equal(expected, string.Join(' ', all.Blobs.Keys.Select(k => all.Text(k.ToString())).Order(StringComparer.Ordinal)));
            Assert.Equal(sandbox.Git("rev-list", range).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), Collected.Names(all.Messages.Keys));
            Assert.Empty(all.Coverage.SkipCounts);
        }
    }

    [Fact]
    public void A_moved_file_is_not_new()
    {
        using var sandbox = Make();
        sandbox.Git("mv", "c1.txt", "moved.txt");
        sandbox.Commit("move");
        Assert.Empty(Collected.FromHistory(sandbox.Work, new HistoryOptions { Range = "HEAD^..HEAD" }).Blobs);
    }

    [Fact]
    public void Since_takes_commits_by_their_date()
    {
        using var sandbox = Make();
        var date = DateTimeOffset.FromUnixTimeSeconds(long.Parse(sandbox.Git("log", "-1", "--format=%ct", "HEAD^")));
        var all = Collected.FromHistory(sandbox.Work, new HistoryOptions { Since = date });
        Assert.Equal("c3 c4 evil", string.Join(' ', all.Blobs.Keys.Select(k => all.Text(k.ToString())).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Origins_are_told_as_for_a_whole_history()
    {
        using var sandbox = Make();
        var ids = new[] { sandbox.IdOf("HEAD:evil.txt"), sandbox.IdOf("HEAD:c3.txt") };
        var (_, part) = GitTraceTest.TraceAll(sandbox.Work, ids, new HistoryOptions { Range = "v1..HEAD" });
        var (_, whole) = GitTraceTest.TraceAll(sandbox.Work, ids);
        foreach (var id in ids.Select(Collected.Parse))
        {
            Assert.Equal(whole[id].Commit, part[id].Commit);
            Assert.Equal(whole[id].Paths, part[id].Paths);
            Assert.Equal(whole[id].InTip, part[id].InTip);
            Assert.Equal((whole[id].Author, whole[id].Date), (part[id].Author, part[id].Date));
        }
    }

    [Theory]
    [InlineData("nothing..HEAD", "'nothing' is no revision of this repository")]
    [InlineData("HEAD~99..HEAD", "no such parent")]
    [InlineData("main@{upstream}..HEAD", "only ids, names of refs, ^ and ~ are supported")]
    [InlineData("HEAD:c1.txt", "only ids, names of refs, ^ and ~ are supported")]
    [InlineData("HEAD^{tree}", "only ^{commit} is supported")]
    public void A_range_that_names_nothing_is_refused_with_a_reason(string range, string reason)
    {
        using var sandbox = Make();
        Assert.True(GitRepository.TryOpen(sandbox.Work, out var repository, out _));
        using (repository)
        using (var history = new GitHistory(repository, new HistoryOptions { Range = range }))
        {
            Assert.False(history.Check(out var told));
            Assert.Contains(reason, told, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("@")]
    [InlineData("main")]
    [InlineData("side")]
    [InlineData("v1")]
    [InlineData("refs/tags/v1")]
    [InlineData("heads/side")]
    [InlineData("HEAD^2")]
    [InlineData("HEAD^^")]
    [InlineData("HEAD~1^0")]
    [InlineData("v1^{}")]
    [InlineData("HEAD^{commit}~2")]
    public void Revisions_are_those_of_git(string text)
    {
        using var sandbox = Make();
        sandbox.Git("checkout", "-q", "-b", "merged", "HEAD^");
        sandbox.Git("merge", "-q", "--no-ff", "--no-edit", "side");
        foreach (var revision in new[] { text, text.Contains("HEAD^2", StringComparison.Ordinal) ? "side" : sandbox.IdOf(text + "^{commit}")[..9] })
        {
            Assert.True(GitRepository.TryOpen(sandbox.Work, out var repository, out _));
            using (repository)
            {
                using var reader = new BlobReader(repository, new Coverage(), 1 << 24, 0, TestContext.Current.CancellationToken);
                var found = new Revision(repository, new CommitReader(reader.Objects, reader.Pool)).TryFind(revision, out var id, out var reason);
                Assert.True(found, reason);
                Assert.Equal(sandbox.IdOf(revision + "^{commit}"), id.ToString());
            }
        }
    }

    // main: c1 (tag v1), c2, c3, then a merge of side that also brings c4 and evil.
    private static GitSandbox Make()
    {
        var sandbox = new GitSandbox();
        sandbox.Write("c1.txt", "c1");
        sandbox.Commit("c1");
        sandbox.Git("tag", "-a", "v1", "-m", "v1");
        sandbox.Git("checkout", "-q", "-b", "side");
        sandbox.Write("side.txt", "side");
        sandbox.Commit("side");
        sandbox.Git("checkout", "-q", "main");
        sandbox.Write("c2.txt", "c2");
        sandbox.Commit("c2");
        sandbox.Write("c3.txt", "c3");
        sandbox.Commit("c3");
        sandbox.Git("merge", "-q", "--no-commit", "--no-ff", "side");
        sandbox.Write("evil.txt", "evil");
        sandbox.Write("c4.txt", "c4");
        sandbox.Commit("merge");
        return sandbox;
    }
}
