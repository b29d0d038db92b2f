using Stanch.Sources;
using Stanch.Sources.Git;

namespace Stanch.Tests.Sources.Git;

/// <summary>The shapes in which repositories come.</summary>
public sealed class GitLayoutTest
{
    [Fact]
    public void A_bare_clone_counts_every_branch_as_tip()
    {
        using var sandbox = Two(out _);
        sandbox.Git("checkout", "-q", "-b", "other", "HEAD^");
        sandbox.Write("b.txt", "other branch");
        sandbox.Commit("other");
        sandbox.Git("checkout", "-q", "main");
        var bare = Path.Combine(sandbox.Root, "bare.git");
        sandbox.Git("clone", "-q", "--bare", sandbox.Work, bare);
        Assert.Equal(RepositoryKind.GitFolder, RepositoryShape.Of(bare));
        var id = sandbox.IdOf("other:b.txt");
        Assert.Equal(["b.txt"], GitTraceTest.TraceAll(bare, [id]).Origins[Collected.Parse(id)].InTip);
        Assert.Empty(GitTraceTest.Trace(sandbox, id).InTip);
    }

    [Fact]
    public void A_linked_work_tree_is_its_own_tip_on_shared_objects()
    {
        using var sandbox = Two(out _);
        var linked = Path.Combine(sandbox.Root, "linked");
        sandbox.Git("worktree", "add", "-q", "--detach", linked, "HEAD^");
        File.WriteAllText(Path.Combine(linked, "c.txt"), "in the linked tree");
        sandbox.GitIn(linked, "add", "-A");
        sandbox.GitIn(linked, "commit", "-q", "-m", "linked");
        var id = sandbox.GitIn(linked, "rev-parse", "HEAD:c.txt");
        Assert.Equal(RepositoryKind.WorkTree, RepositoryShape.Of(linked));
        var (all, origins) = GitTraceTest.TraceAll(linked, [id]);
        Assert.Equal(["c.txt"], origins[Collected.Parse(id)].InTip);
        Assert.True(all.Has(sandbox.IdOf("main:a.txt")));
        // Seen from the main work tree the linked one's detached HEAD is a ref like others.
        Assert.False(GitTraceTest.Trace(sandbox, id).Unreachable);
    }

    [Fact]
    public void A_submodule_is_a_repository_of_its_own_and_none_of_its_parent_s()
    {
        using var inner = Two(out _);
        using var sandbox = Two(out _);
        sandbox.Git("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.Work, "sub");
        sandbox.Commit("submodule");
        Assert.True(Collected.FromHistory(Path.Combine(sandbox.Work, "sub")).Has(inner.IdOf("HEAD:a.txt")));
        var (all, _) = GitTraceTest.TraceAll(sandbox.Work, []);
        Assert.Empty(all.Coverage.SkipCounts);
    }

    [Fact]
    public void A_shallow_clone_says_so_once()
    {
        using var sandbox = Two(out _);
        var clone = Path.Combine(sandbox.Root, "shallow");
        sandbox.Git("clone", "-q", "--depth=1", $"file://{sandbox.Work}", clone);
        var (all, _) = GitTraceTest.TraceAll(clone, []);
        Assert.Equal(SkipReason.ShallowBoundary, Assert.Single(all.Coverage.Skips).Reason);
        Assert.StartsWith("1 commit", Assert.Single(all.Coverage.Skips).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_partial_clone_names_what_was_left_out()
    {
        using var sandbox = Two(out var first);
        sandbox.Git("config", "uploadpack.allowFilter", "true");
        var clone = Path.Combine(sandbox.Root, "partial");
        sandbox.Git("clone", "-q", "--filter=blob:none", "--no-checkout", $"file://{sandbox.Work}", clone);
        var (all, _) = GitTraceTest.TraceAll(clone, []);
        string[] expected = [sandbox.IdOf("HEAD:a.txt"), sandbox.IdOf($"{first}:a.txt")];
        Assert.Equal(expected.Order(StringComparer.Ordinal), all.Coverage.Skips.Select(s => s.What).Order(StringComparer.Ordinal));
        Assert.All(all.Coverage.Skips, s => Assert.Equal(SkipReason.PartialClone, s.Reason));
    }

    [Fact]
    public void A_missing_object_is_named_and_the_rest_is_read()
    {
        using var sandbox = Two(out var first);
        var missing = sandbox.IdOf($"{first}:a.txt");
        Delete(sandbox, missing);
        var (all, _) = GitTraceTest.TraceAll(sandbox.Work, []);
        Assert.Equal(new Skip(SkipReason.Missing, missing), Assert.Single(all.Coverage.Skips));
        Assert.True(all.Has(sandbox.IdOf("HEAD:a.txt")));
    }

    [Fact]
    public void A_missing_commit_does_not_hide_the_others()
    {
        using var sandbox = Two(out var first);
        Delete(sandbox, first);
        var (all, _) = GitTraceTest.TraceAll(sandbox.Work, []);
        Assert.Equal(new Skip(SkipReason.Missing, first), Assert.Single(all.Coverage.Skips));
    }

    [Fact]
    public void Alternates_are_followed_inside_the_repository_or_when_allowed()
    {
        using var sandbox = Two(out var first);
        var borrower = Path.Combine(sandbox.Root, "borrower");
        sandbox.Git("clone", "-q", "--shared", sandbox.Work, borrower);
        File.WriteAllText(Path.Combine(borrower, "own.txt"), "own");
        sandbox.GitIn(borrower, "add", "-A");
        sandbox.GitIn(borrower, "commit", "-q", "-m", "own");
        var refused = Collected.FromHistory(borrower);
        Assert.Equal(SkipReason.AlternateOutside, Assert.Single(refused.Coverage.Skips).Reason);
        Assert.False(refused.Has(sandbox.IdOf("HEAD:a.txt")));
        var allowed = Collected.FromHistory(borrower, anyAlternate: true);
        Assert.True(allowed.Has(sandbox.IdOf("HEAD:a.txt")) && allowed.Has(sandbox.IdOf($"{first}:a.txt")) && allowed.Has(sandbox.GitIn(borrower, "rev-parse", "HEAD:own.txt")));
        Assert.Empty(allowed.Coverage.SkipCounts);
    }

    [Fact]
    public void Alternates_that_name_each_other_end()
    {
        using var sandbox = Two(out _);
        var info = Path.Combine(sandbox.Work, ".git", "objects", "info");
        Directory.CreateDirectory(info);
        var other = Path.Combine(sandbox.Work, ".git", "other");
        Directory.CreateDirectory(Path.Combine(other, "info"));
        File.WriteAllText(Path.Combine(info, "alternates"), $"{other}\n../objects\n");
        File.WriteAllText(Path.Combine(other, "info", "alternates"), "../objects\n.\n");
        Assert.Equal(2, Collected.FromHistory(sandbox.Work).Blobs.Count);
    }

    [Fact]
    public void A_delta_whose_base_is_in_another_pack_is_read()
    {
        using var sandbox = new GitSandbox();
        string Text(int i) => string.Concat(Enumerable.Range(0, 500).Select(n => $"{n} {n * 7919 % 1000} {(n == i ? "changed" : "")}\n"));
        sandbox.Write("a.txt", Text(1));
        var first = sandbox.Commit("1");
        sandbox.Git("repack", "-adq");
        sandbox.Write("a.txt", Text(2));
        sandbox.Commit("2");
        var pack = sandbox.Bytes(sandbox.Work, $"HEAD\n^{first}\n", "pack-objects", "--revs", "--thin", "--stdout", "-q");
        var id = sandbox.IdOf("HEAD:a.txt");
        // Stored as it came, which git itself would not do.
        var folder = Path.Combine(sandbox.Work, ".git", "objects");
        foreach (var loose in Directory.GetDirectories(folder).Where(d => Path.GetFileName(d).Length == 2)) Directory.Delete(loose, true);
        PackFiles.Store(Path.Combine(folder, "pack"), pack, ("thin", id));
        var all = Collected.FromHistory(sandbox.Work);
        Assert.Equal(Text(2), all.Text(id));
    }

    [Fact]
    public void Hostile_settings_and_refs_do_nothing()
    {
        using var sandbox = Two(out _);
        var git = Path.Combine(sandbox.Work, ".git");
        var witness = Path.Combine(sandbox.Root, "witness");
        File.AppendAllText(Path.Combine(git, "config"),
            $"[core]\n\tfsmonitor = touch {witness}\n\thooksPath = {sandbox.Root}\n\tsshCommand = touch {witness}\n[include]\n\tpath = /etc/passwd\n[broken\n= = \"\n[filter \"x\"]\n\tsmudge = touch {witness}\n");
        File.WriteAllText(Path.Combine(git, "packed-refs"), $"{new string('1', 40)} ../../../etc/passwd\n{new string('2', 40)} refs/heads/../../../x\nnonsense\n");
        File.WriteAllText(Path.Combine(git, "refs", "heads", "loop"), "ref: refs/heads/loop\n");
        File.WriteAllText(Path.Combine(git, "refs", "heads", "out"), "ref: ../../../../etc/passwd\n");
        if (!OperatingSystem.IsWindows()) File.CreateSymbolicLink(Path.Combine(git, "refs", "heads", "link"), "/etc/passwd");
        var (all, _) = GitTraceTest.TraceAll(sandbox.Work, []);
        Assert.Equal(2, all.Blobs.Count);
        Assert.Empty(all.Coverage.SkipCounts);
        Assert.False(File.Exists(witness));
    }

    [Fact]
    public void A_ref_to_an_object_that_is_not_there_is_named()
    {
        using var sandbox = Two(out _);
        var heads = Path.Combine(sandbox.Work, ".git", "refs", "heads");
        // Many of them, so that their numbers pass any rounding of a table's size; and one of a length that is none of this repository's.
        for (var i = 0; i < 200; i++) File.WriteAllText(Path.Combine(heads, $"lost{i}"), $"{i + 1000:x40}\n");
        File.WriteAllText(Path.Combine(heads, "long"), new string('7', 64) + "\n");
        var (all, _) = GitTraceTest.TraceAll(sandbox.Work, []);
        Assert.Equal(200, all.Coverage.SkipCounts[SkipReason.Missing]);
        Assert.Equal(2, all.Blobs.Count);
    }

    [Fact]
    public void Folders_that_are_no_repository_are_told()
    {
        using var sandbox = Two(out _);
        Assert.Equal(RepositoryKind.None, RepositoryShape.Of(sandbox.Root));
        Assert.False(GitRepository.TryOpen(sandbox.Root, out _, out var reason));
        Assert.Equal("no git repository", reason);
        Directory.CreateDirectory(Path.Combine(sandbox.Work, "deep", "er"));
        Assert.Equal(sandbox.Work, RepositoryShape.FindAbove(Path.Combine(sandbox.Work, "deep", "er")));
    }

    internal static void Delete(GitSandbox sandbox, string id)
    {
        var path = Path.Combine(sandbox.Work, ".git", "objects", id[..2], id[2..]);
        File.SetAttributes(path, FileAttributes.Normal);
        File.Delete(path);
    }

    private static GitSandbox Two(out string first)
    {
        var sandbox = new GitSandbox();
        sandbox.Write("a.txt", "one");
        first = sandbox.Commit("one");
        sandbox.Write("a.txt", "two");
        sandbox.Commit("two");
        return sandbox;
    }
}
