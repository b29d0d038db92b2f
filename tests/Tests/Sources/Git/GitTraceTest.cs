using Stanch.Sources;
using Stanch.Sources.Git;

namespace Stanch.Tests.Sources.Git;

public sealed class GitTraceTest
{
    [Fact]
    public void A_blob_belongs_to_the_first_commit_that_has_it_and_to_all_its_paths()
    {
        using var sandbox = new GitSandbox();
        sandbox.Write("old/name.txt", "secret content");
        var first = sandbox.Commit("first");
        sandbox.Git("mv", "old", "new");
        sandbox.Commit("moved");
        sandbox.Write("copy.txt", "secret content");
        sandbox.Commit("copied");
        var origin = Trace(sandbox, sandbox.IdOf("HEAD:copy.txt"));
        Assert.Equal(first, origin.Commit.ToString());
        Assert.Equal("Ann Author <ann@example.org>", origin.Author);
        Assert.Equal(TimeSpan.FromHours(2), origin.Date.Offset);
        Assert.Equal(sandbox.Git("log", "-1", "--format=%at", first), origin.Date.ToUnixTimeSeconds().ToString());
        Assert.Equal("old/name.txt", origin.Paths[0]);
        Assert.Equal(["copy.txt", "new/name.txt", "old/name.txt"], origin.Paths.Order(StringComparer.Ordinal));
        Assert.Equal(["copy.txt", "new/name.txt"], origin.InTip.Order(StringComparer.Ordinal));
        Assert.False(origin.Unreachable);
    }

    [Fact]
    public void A_deleted_file_is_not_in_the_tip()
    {
        using var sandbox = new GitSandbox();
        sandbox.Write("gone.txt", "gone");
        sandbox.Write("stays.txt", "stays");
        sandbox.Commit("first");
        var id = sandbox.IdOf("HEAD:gone.txt");
        File.Delete(Path.Combine(sandbox.Work, "gone.txt"));
        sandbox.Commit("removed");
        Assert.Empty(Trace(sandbox, id).InTip);
        Assert.Equal(["gone.txt"], Trace(sandbox, id).Paths);
    }

    [Fact]
    public void Content_born_in_a_merge_belongs_to_the_merge()
    {
        using var sandbox = new GitSandbox();
        sandbox.Write("a.txt", "base");
        sandbox.Commit("base");
        sandbox.Git("checkout", "-q", "-b", "side");
        sandbox.Write("b.txt", "side");
        sandbox.Commit("side");
        sandbox.Git("checkout", "-q", "main");
        sandbox.Write("c.txt", "main");
        sandbox.Commit("main");
        sandbox.Git("merge", "-q", "--no-commit", "--no-ff", "side");
        sandbox.Write("evil.txt", "only in the merge");
        var merge = sandbox.Commit("merge");
        Assert.Equal(merge, Trace(sandbox, sandbox.IdOf("HEAD:evil.txt")).Commit.ToString());
    }

    [Fact]
    public void Stashes_notes_and_tags_lead_to_what_they_hold()
    {
        using var sandbox = new GitSandbox();
        sandbox.Write("a.txt", "base");
        sandbox.Commit("base");
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            sandbox.Write("a.txt", $"stashed {i}");
            ids.Add(sandbox.Git("hash-object", "a.txt"));
            sandbox.Git("stash", "push", "-q");
        }
        sandbox.Git("notes", "add", "-m", "a note", "HEAD");
        ids.Add(sandbox.GitWith("a note\n", "hash-object", "--stdin"));
        sandbox.Write("tagged.txt", "tagged alone");
        ids.Add(sandbox.Git("hash-object", "-w", "tagged.txt"));
        sandbox.Git("tag", "-a", "-m", "blob tag", "blobtag", ids[^1]);
        var (all, origins) = TraceAll(sandbox.Work, ids);
        Assert.All(ids, id => Assert.True(all.Has(id)));
        Assert.All(ids, id => Assert.False(origins[Collected.Parse(id)].Unreachable));
        Assert.All(ids[..4], id => Assert.False(origins[Collected.Parse(id)].Commit.IsNone));
        Assert.Equal(0, all.Coverage.UnreachableBlobs);
        Assert.Equal("blob tag\n", all.Messages[Collected.Parse(sandbox.IdOf("blobtag"))]);
    }

    [Fact]
    public void What_no_ref_leads_to_is_read_and_told_apart()
    {
        using var sandbox = new GitSandbox();
        sandbox.Write("a.txt", "one");
        sandbox.Commit("one");
        sandbox.Write("a.txt", "dropped");
        sandbox.Commit("dropped");
        var dropped = sandbox.IdOf("HEAD:a.txt");
        sandbox.Git("reset", "-q", "--hard", "HEAD^");
        File.Delete(Path.Combine(sandbox.Work, ".git", "ORIG_HEAD"));
        var (all, origins) = TraceAll(sandbox.Work, [dropped]);
        Assert.True(all.Has(dropped));
        Assert.True(origins[Collected.Parse(dropped)].Unreachable);
        Assert.Equal(1, all.Coverage.UnreachableBlobs);
    }

    [Fact]
    public void A_message_comes_from_its_own_commit_or_tag()
    {
        using var sandbox = new GitSandbox();
        sandbox.Write("a", "a");
        var commit = sandbox.Commit("text");
        sandbox.Git("tag", "-a", "v1", "-m", "tag text");
        var tag = sandbox.IdOf("v1");
        var (_, origins) = TraceAll(sandbox.Work, [commit, tag]);
        Assert.Equal(commit, origins[Collected.Parse(commit)].Commit.ToString());
        Assert.Equal("Carl Committer <carl@example.org>", origins[Collected.Parse(tag)].Author);
    }

    [Fact]
    public void Long_histories_give_what_git_itself_says()
    {
        using var sandbox = new GitSandbox();
        var random = new Random(11);
        for (var i = 0; i < 120; i++)
        {
            for (var n = 0; n < 3; n++)
            {
                var path = $"d{random.Next(4)}/e{random.Next(3)}/f{random.Next(6)}.txt";
                if (random.Next(5) == 0 && File.Exists(Path.Combine(sandbox.Work, path))) File.Delete(Path.Combine(sandbox.Work, path));
                else sandbox.Write(path, $"{random.Next(40)}\n{new string('x', random.Next(200))}");
            }
            sandbox.Commit($"{i}");
            if (i % 20 == 7) sandbox.Git("checkout", "-q", "-B", $"b{i}");
            if (i % 20 == 17)
            {
                sandbox.Git("checkout", "-q", "main");
                sandbox.Git("merge", "-q", "-X", "ours", "--no-edit", $"b{i - 10}");
            }
        }
        sandbox.Git("repack", "-adfq", "--depth=50", "--window=50");
        var expected = new Dictionary<string, HashSet<string>>();
        foreach (var commit in sandbox.Git("rev-list", "--all").Split('\n'))
        {
            foreach (var line in sandbox.Git("ls-tree", "-r", commit).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = line.Split('\t');
                var id = parts[0].Split(' ')[2];
                if (!expected.TryGetValue(id, out var paths)) expected.Add(id, paths = []);
                paths.Add(parts[1]);
            }
        }
        var tip = sandbox.Git("ls-tree", "-r", "HEAD").Split('\n').Select(l => (Id: l.Split('\t')[0].Split(' ')[2], Path: l.Split('\t')[1])).ToLookup(l => l.Id, l => l.Path);
        var (_, origins) = TraceAll(sandbox.Work, expected.Keys);
        foreach (var (id, paths) in expected)
        {
            var origin = origins[Collected.Parse(id)];
            Assert.Equal(paths.Order(StringComparer.Ordinal), origin.Paths.Order(StringComparer.Ordinal));
            Assert.Equal(tip[id].Order(StringComparer.Ordinal), origin.InTip.Order(StringComparer.Ordinal));
            Assert.Contains(id, sandbox.Git("ls-tree", "-r", origin.Commit.ToString()), StringComparison.Ordinal);
            foreach (var parent in sandbox.Git("rev-list", "--parents", "-1", origin.Commit.ToString()).Split(' ')[1..])
                Assert.DoesNotContain(id, sandbox.Git("ls-tree", "-r", parent), StringComparison.Ordinal);
        }
    }

    internal static BlobOrigin Trace(GitSandbox sandbox, string id) => TraceAll(sandbox.Work, [id]).Origins[Collected.Parse(id)];

    internal static (Collected All, IReadOnlyDictionary<ObjectId, BlobOrigin> Origins) TraceAll(string folder, IEnumerable<string> ids, HistoryOptions? options = null)
    {
        Assert.True(GitRepository.TryOpen(folder, out var repository, out var reason), reason);
        using (repository)
        using (var history = new GitHistory(repository, options ?? new HistoryOptions()))
        {
            var all = Collected.From(history);
            return (all, history.Trace(ids.Select(Collected.Parse).ToHashSet(), all.Coverage, TestContext.Current.CancellationToken));
        }
    }
}
