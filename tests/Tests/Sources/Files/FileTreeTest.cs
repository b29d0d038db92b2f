using System.Text;
using Stanch.Sources;
using Stanch.Sources.Files;
using Stanch.Tests.Kits;

namespace Stanch.Tests.Sources.Files;

public sealed class FileTreeTest
{
    [Fact]
    public void Ignored_things_are_counted_a_folder_as_one()
    {
        using var tree = new TempTree();
        tree.File(".gitignore", "node_modules/\n*.log\n").File("a.log").File("b.c").File("node_modules/x/1").File("node_modules/y/2");
        var (files, coverage) = tree.Scan();
        Assert.Equal([".gitignore", "b.c"], files);
        Assert.Equal(["a.log", "node_modules/"], Named(coverage, SkipReason.GitIgnored));
        Assert.False(coverage.Partial);
    }

    [Fact]
    public void Nothing_is_ignored_when_ignoring_is_off()
    {
        using var tree = new TempTree();
        tree.File(".gitignore", "*\n").File("a").File("d/b");
        Assert.Equal([".gitignore", "a", "d/b"], tree.Files(new FileTreeOptions { HonourIgnore = false }));
    }

    [Fact]
    public void What_git_tracks_is_scanned_although_a_rule_ignores_it()
    {
        using var tree = new TempTree();
        tree.File("build/kept.c").File("build/sub/kept.c").File("build/new.o").File("other/x").File(".env").File(".gitignore", "build/\nother/\n.env\n");
        tree.Git("init", "-q");
        tree.Git("add", "-f", "build/kept.c", "build/sub/kept.c", ".env");
        var tracked = tree.Git("ls-files", "-z").Split('\0');
        var options = new FileTreeOptions
        {
            IsTracked = (repository, path) => repository == tree.Root && tracked.Any(t => t == path || t.StartsWith(path + '/', StringComparison.Ordinal)),
        };
        var (files, coverage) = tree.Scan(options);
        Assert.Equal([".env", ".gitignore", "build/kept.c", "build/sub/kept.c"], files);
        Assert.Equal(["build/new.o", "other/"], Named(coverage, SkipReason.GitIgnored));
    }

    [Fact]
    public void A_folder_inside_a_repository_obeys_the_rules_above_it_and_those_alone()
    {
        using var tree = new TempTree();
        tree.File(".gitignore", "not this one, it is above the repository\n*.c\n");
        tree.File("repo/.gitignore", "*.log\n/src/app/gen\n").File("repo/src/.gitignore", "app/*.tmp\n!keep.log\n").File("repo/src/app/sub/.gitignore", "z\n");
        tree.File("repo/src/app/a.log").File("repo/src/app/keep.log").File("repo/src/app/x.tmp").File("repo/src/app/sub/x.tmp").File("repo/src/app/sub/z")
            .File("repo/src/app/gen/1").File("repo/src/app/sub/gen/1").File("repo/src/app/a.c");
        tree.Git("init", "-q", "repo");
        Assert.Equal(["a.c", "keep.log", "sub/.gitignore", "sub/gen/1", "sub/x.tmp"], tree.Files(root: tree.At("repo/src/app")));
        Assert.Equal(["a.c", "keep.log", "sub/.gitignore", "sub/gen/1", "sub/x.tmp"], tree.Files(root: tree.At("repo/src/app/")));
    }

    [Fact]
    public void Info_exclude_counts_wherever_the_git_folder_is()
    {
        using var tree = new TempTree();
        tree.Git("init", "-q", "main");
        tree.File("main/a");
        tree.Git("-C", "main", "add", ".");
        tree.Git("-C", "main", "commit", "-qm", "a");
        tree.Git("-C", "main", "worktree", "add", "-q", "../side");
        tree.File("main/.git/info/exclude", "secret*\n").File("main/secret1").File("side/secret2").File("side/open").File("side/d/secret3");
        Assert.Equal([".git", "a", "open"], tree.Files(root: tree.At("side")));
        Assert.Equal(["a"], tree.Files(root: tree.At("main")));
    }

    [Fact]
    public void The_users_own_rules_come_last()
    {
        using var tree = new TempTree();
        tree.File("user-ignore", "*.bak\n.DS_Store\n").File("repo/a.bak").File("repo/keep.bak").File("repo/d/.DS_Store").File("repo/.gitignore", "!keep.bak\n");
        tree.Git("init", "-q", "repo");
        var options = new FileTreeOptions { UserIgnoreFile = tree.At("user-ignore") };
        Assert.Equal([".gitignore", "keep.bak"], tree.Files(options, tree.At("repo")));
        Assert.Equal(4, tree.Files(new FileTreeOptions { UserIgnoreFile = tree.At("missing") }, tree.At("repo")).Length);
    }

    [Theory]
    [InlineData("/x", "/h", "/x/git/ignore")]
    [InlineData(null, "/h", "/h/.config/git/ignore")]
    [InlineData("", "/h", "/h/.config/git/ignore")]
    [InlineData(null, null, null)]
    public void The_users_own_file_is_where_git_looks(string? config, string? home, string? expected) =>
        Assert.Equal(expected, FileTreeOptions.FindUserIgnoreFile(name => name switch { "XDG_CONFIG_HOME" => config, "HOME" => home, _ => null })?.Replace('\\', '/'));

    [Fact]
    public void Excluded_things_are_counted_as_such()
    {
        using var tree = new TempTree();
        tree.File("third_party/a").File("third_party/b/c").File("src/a.min.js").File("src/a.js").File("docs/x");
        var (files, coverage) = tree.Scan(new FileTreeOptions { Exclude = [Glob.Parse("third_party"), Glob.Parse("*.min.js"), Glob.Parse("/docs/**")] });
        Assert.Equal(["src/a.js"], files);
        Assert.Equal(["docs/x", "src/a.min.js", "third_party/"], Named(coverage, SkipReason.Excluded));
    }

    [Fact]
    public void Repositories_on_the_way_are_listed_read_and_judged_by_their_own_rules()
    {
        using var tree = new TempTree();
        tree.Git("init", "-q");
        tree.File(".gitignore", "*.log\nvendor/\n").File("sub/a.log").File("sub/b.tmp").File("sub/.gitignore", "*.tmp\n").File("vendor/lib/x").File("c.log");
        tree.Git("init", "-q", "sub");
        tree.Git("init", "-q", "sub/deeper");
        tree.Git("init", "-q", "vendor");
        tree.Git("init", "-q", "--bare", "store/bare.git");
        tree.File("link/.git", "gitdir: ../.git/modules/link\n").File("link/f").File("fake/.git", "not a link\n").File("fake/f.log").File("empty/.git/x");

        var recorder = new SourceRecorder(0);
        var coverage = new Coverage();
        var source = new FileTree(tree.Root, new FileTreeOptions());
        source.Read(recorder.Open, coverage, 2, 0, CancellationToken.None);
        Assert.Equal([.. new[] { "link", "store/bare.git", "sub", "sub/deeper" }.Select(tree.At)], source.NestedRepositories);
        var files = recorder.Blobs.Select(b => b.Provenance.Describe()).Where(f => !f.Contains("/hooks/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(
            [".gitignore", "empty/.git/x", "fake/.git", "link/.git", "link/f", "store/bare.git/HEAD", "store/bare.git/config", "store/bare.git/description", "store/bare.git/info/exclude",
             "sub/.gitignore", "sub/a.log"], files);
        Assert.Equal(["store/bare.git/objects/", "vendor/"], Named(coverage, SkipReason.NestedRepository));
        Assert.Equal(["c.log", "fake/f.log", "sub/b.tmp"], Named(coverage, SkipReason.GitIgnored));
    }

    [Fact]
    public void Links_are_counted_and_not_followed_but_for_the_root()
    {
        using var tree = new TempTree();
        tree.File("real/a").Link("real/loop", "..").Link("real/self", "self").Link("real/out", "/etc").Link("real/b", "a").Link("root", "real").Link("root2", "root");
        var (files, coverage) = tree.Scan(root: tree.At("root2"));
        Assert.Equal(["a"], files);
        Assert.Equal(["b", "loop", "out", "self"], Named(coverage, SkipReason.SymbolicLink));
        Assert.False(coverage.Partial);
    }

    [Fact]
    public void A_root_that_leads_nowhere_is_missing()
    {
        using var tree = new TempTree();
        tree.Link("dangling", "nowhere");
        foreach (var root in new[] { "dangling", "none", "none/deeper" })
            Assert.Equal([tree.At(root)], Named(tree.Scan(root: tree.At(root)).Coverage, SkipReason.Missing));
    }

    [Fact]
    public void A_root_that_is_a_file_is_read_under_the_name_it_was_given()
    {
        using var tree = new TempTree();
        tree.File("a").Link("b", "a");
        Assert.Equal([tree.At("a")], tree.Files(root: tree.At("a")));
        Assert.Equal([tree.At("b")], tree.Files(root: tree.At("b")));
    }

    [Fact]
    public void Empty_files_and_empty_folders_are_told()
    {
        using var tree = new TempTree();
        tree.File("d/empty", "");
        Directory.CreateDirectory(tree.At("hollow"));
        foreach (var portable in new[] { false, true })
        {
            var (files, coverage) = tree.Scan(new FileTreeOptions { Portable = portable });
            Assert.Empty(files);
            Assert.Equal(["d/empty"], Named(coverage, SkipReason.Empty));
            Assert.True(coverage.Nothing);
        }
    }

    [Fact]
    public void A_sink_s_binary_verdict_keeps_a_file_out_of_the_count()
    {
        using var tree = new TempTree();
        tree.File("a", "text").File("b", "\0\0");
        var coverage = new Coverage();
        var recorder = new SourceRecorder(0, (p, _) => p.Describe() == "b" ? SinkVerdict.Enough : null);
        new FileTree(tree.Root, new FileTreeOptions()).Read(recorder.Open, coverage, 1, 0, CancellationToken.None);
        Assert.Equal((1, 4), (coverage.Files, coverage.Bytes));
    }

    [Fact]
    public void A_large_folder_is_shared_among_threads_and_each_file_is_read_once()
    {
        using var tree = new TempTree();
        for (var i = 0; i < 3000; i++) File.WriteAllText(tree.At($"{i}"), $"{i}");
        var recorder = new SourceRecorder(0, (_, _) => { Thread.SpinWait(200); return null; });
        new FileTree(tree.Root, new FileTreeOptions()).Read(recorder.Open, new Coverage(), 4, 0, CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 3000).Select(i => $"{i}").Order(StringComparer.Ordinal), recorder.Blobs.Select(b => Encoding.UTF8.GetString(b.Content)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Both_ways_of_reading_files_see_the_same()
    {
        using var tree = new TempTree();
        tree.Git("init", "-q");
        tree.File(".gitignore", "*.log\n").File("a").File("é/ü ñ").File("d/e/f.log").File("d/e/g", new string('x', 100_000)).File("0", "").Link("l", "a").File("sub/.git", "gitdir: x").File("sub/y");
        var (system, one) = tree.Scan();
        var (portable, two) = tree.Scan(new FileTreeOptions { Portable = true });
        Assert.Equal(system, portable);
        Assert.Equal((one.Files, one.Bytes), (two.Files, two.Bytes));
        Assert.Equal(one.Skips.OrderBy(s => s.What), two.Skips.OrderBy(s => s.What));
    }

    internal static string[] Named(Coverage coverage, SkipReason reason) =>
        [.. coverage.Skips.Where(s => s.Reason == reason).Select(s => s.What).Order(StringComparer.Ordinal)];
}
