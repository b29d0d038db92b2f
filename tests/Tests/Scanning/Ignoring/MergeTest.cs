using Stanch.Scanning.Ignoring;

namespace Stanch.Tests.Scanning.Ignoring;

/// <summary>Real git merges of two branches that both ignore something.</summary>
public sealed class MergeTest
{
    [Fact]
    public void Two_branches_that_add_to_the_baseline_merge_without_a_conflict()
    {
        using var folder = Repository();
        Write(folder, Enumerable.Range(0, 6));
        Assert.Equal(folder.At(".gitattributes"), MergeAttribute.Ensure(folder.At("known.txt"), out var error));
        Assert.Null(error);
        folder.Commit("base");
        Branch(folder, "left", () => Write(folder, Enumerable.Range(0, 40)));
        Branch(folder, "right", () => Write(folder, Enumerable.Range(0, 6).Concat(Enumerable.Range(30, 40))));
        folder.MustGit("checkout", "-q", "left");
        folder.MustGit("merge", "-q", "--no-edit", "right");

        var merged = Baseline.Read(folder.At("known.txt"));
        Assert.Empty(merged.Errors);
        Assert.Equal(Enumerable.Range(0, 70).Select(Values.Print).Order(), merged.Value!.Fingerprints.Order());
    }

    [Fact]
    public void Two_branches_that_both_begin_a_baseline_merge_too()
    {
        using var folder = Repository();
        folder.Write(".gitattributes", "/known.txt merge=union\n");
        folder.Commit("base");
        Branch(folder, "left", () => Write(folder, [1, 2]));
        Branch(folder, "right", () => Write(folder, [2, 3]));
        folder.MustGit("checkout", "-q", "left");
        folder.MustGit("merge", "-q", "--no-edit", "right");
        Assert.Equal(new[] { 1, 2, 3 }.Select(Values.Print).Order(), Baseline.Read(folder.At("known.txt")).Value!.Fingerprints.Order());
    }

    [Fact]
    public void The_attribute_is_written_once_and_only_in_a_work_tree()
    {
        using var folder = Repository();
        folder.Write(".gitattributes", "*.txt text");
        Assert.NotNull(MergeAttribute.Ensure(folder.At("known.txt"), out _));
        Assert.Null(MergeAttribute.Ensure(folder.At("known.txt"), out _));
        Assert.Equal("*.txt text\n/known.txt merge=union\n", folder.Read(".gitattributes"));
        using var plain = new TestFolder();
        Assert.Null(MergeAttribute.Ensure(plain.At("known.txt"), out _));
        Assert.False(File.Exists(plain.At(".gitattributes")));
    }

    [Fact]
    public void Two_branches_that_add_to_the_ignore_list_merge_where_their_entries_are_no_neighbours()
    {
        using var folder = Repository();
        for (var i = 0; i < 8; i++) Ignore(folder, Print(i * 2), "base");
        folder.Commit("base");
        Branch(folder, "left", () => { Ignore(folder, Print(1), "the same words"); Ignore(folder, Print(13), "the same words"); });
        Branch(folder, "right", () => { Ignore(folder, Print(5), "the same words"); Ignore(folder, Print(9), "the same words"); });
        folder.MustGit("checkout", "-q", "left");
        folder.MustGit("merge", "-q", "--no-edit", "right");

        var merged = IgnorePolicy.Load(folder.Root, new DateOnly(2026, 5, 1));
        Assert.Empty(merged.Errors);
        Assert.Equal(new[] { 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14 }.Select(Print), merged.Value!.Configuration.Ignore.Select(e => e.Fingerprint));
        Assert.All(merged.Value.Configuration.Ignore, e => Assert.NotEmpty(e.Reason));
    }

    [Fact]
    public void A_conflict_that_nobody_resolved_is_said_and_not_written_over()
    {
        using var folder = Repository();
        Ignore(folder, Print(0), "base");
        folder.Commit("base");
        Branch(folder, "left", () => Ignore(folder, Print(1), "mine"));
        Branch(folder, "right", () => Ignore(folder, Print(2), "yours"));
        folder.MustGit("checkout", "-q", "left");
        Assert.NotEqual(0, folder.Git("merge", "-q", "--no-edit", "right").Code);
        var errors = IgnorePolicy.Load(folder.Root, new DateOnly(2026, 5, 1)).Errors;
        Assert.Contains(errors, e => e.Code == "CFG003");
        Assert.NotEmpty(IgnoreFile.Open(folder.At(Configuration.FileName), Values.Salt).Errors);
    }

    private static string Print(int digit) => $"{digit:x}-{new string('a', 24)}";

    private static TestFolder Repository()
    {
        var folder = new TestFolder();
        folder.MustGit("init", "-q", "-b", "main");
        return folder;
    }

    private static void Branch(TestFolder folder, string name, Action change)
    {
        folder.MustGit("checkout", "-q", "-b", name, "main");
        change();
        folder.Commit(name);
    }

    private static void Write(TestFolder folder, IEnumerable<int> values) =>
        Assert.Null(Baseline.Write(folder.At("known.txt"), Values.Salt, values.Select(v => (Values.Print(v), "generic/password"))));

    private static void Ignore(TestFolder folder, string print, string reason) =>
        Assert.Null(IgnoreFile.Open(folder.At(Configuration.FileName), Values.Salt).Value!.Add(new IgnoreEntry(print, reason) { By = "jane@example.com" }));
}
