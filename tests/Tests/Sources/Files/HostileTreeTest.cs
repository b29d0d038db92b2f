using System.Text;
using Stanch.Sources;
using Stanch.Sources.Files;
using Stanch.Tests.Kits;
using static Stanch.Tests.Sources.Files.FileTreeTest;

namespace Stanch.Tests.Sources.Files;

/// <summary>Devices, names, sizes and moments that a tree may hold to harm its reader.</summary>
public sealed class HostileTreeTest
{
    [Theory]
    [InlineData(false, SkipReason.Device)]
    [InlineData(true, SkipReason.Empty)]
    public void A_FIFO_is_never_opened(bool portable, SkipReason reason)
    {
        if (OperatingSystem.IsWindows()) return;
        using var tree = new TempTree();
        tree.File("a").Run("mkfifo", tree.At("pipe"), tree.At(".gitignore"));
        var (files, coverage) = tree.Scan(new FileTreeOptions { Portable = portable });
        Assert.Equal(["a"], files);
        Assert.Equal([".gitignore", "pipe"], Named(coverage, reason));
        Assert.Equal([tree.At("pipe")], Named(tree.Scan(root: tree.At("pipe")).Coverage, SkipReason.Device));
    }

    [Fact]
    public void Endless_devices_and_sockets_are_not_read()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var tree = new TempTree();
        Assert.Equal(["/dev/zero"], Named(tree.Scan(root: "/dev/zero").Coverage, SkipReason.Device));
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(tree.At("s")));
        tree.Link("zero", "/dev/zero");
        var coverage = tree.Scan().Coverage;
        Assert.Equal(["s"], Named(coverage, SkipReason.Device));
        Assert.Equal(["zero"], Named(coverage, SkipReason.SymbolicLink));
    }

    [Theory]
    [InlineData("rm", "b", SkipReason.Changed)]
    [InlineData("mkfifo", "b", SkipReason.Device)]
    [InlineData("ln -s /dev/zero", "b", SkipReason.Changed)]
    [InlineData("mkdir", "b", SkipReason.Unreadable)]
    [InlineData("rm", "d/", SkipReason.Changed)]
    [InlineData("ln -s /", "d/", SkipReason.Changed)]
    public void What_is_swapped_for_something_else_before_it_is_opened_is_told(string swap, string what, SkipReason reason)
    {
        if (!OperatingSystem.IsLinux()) return;
        using var tree = new TempTree();
        tree.File("a").File("b").File("d/x");
        var swapped = false;
        var recorder = new SourceRecorder(0, (provenance, _) =>
        {
            // The first file to be read: the other one and the folder are still to come.
            if (!swapped) tree.Run("/bin/sh", "-c", $"""
                cd '{tree.Root}'; for name in a b d; do [ $name = {provenance.Describe()} ] && continue; rm -rf $name; [ '{swap}' = rm ] || {swap} $name; done
                """);
            swapped = true;
            return null;
        });
        var coverage = new Coverage();
        new FileTree(tree.Root, new FileTreeOptions()).Read(recorder.Open, coverage, 1, 0, CancellationToken.None);
        var other = recorder.Blobs[0].Provenance.Describe() == "a" ? "b" : "a";
        Assert.Single(recorder.Blobs);
        Assert.Contains(coverage.Skips, s => s.Reason == reason && s.What == what.Replace("b", other, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("grow", false)]
    [InlineData("cut", false)]
    [InlineData("grow", true)]
    [InlineData("cut", true)]
    public void A_long_file_that_changes_while_it_is_read_is_told_and_scanned_as_far_as_it_went(string how, bool portable)
    {
        using var tree = new TempTree();
        File.WriteAllBytes(tree.At("f"), new byte[30 << 20]);
        var recorder = new SourceRecorder(64, (_, piece) =>
        {
            if (piece > 0) return null;
            using var stream = new FileStream(tree.At("f"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            stream.SetLength(how == "cut" ? 20 << 20 : 31 << 20);
            return null;
        });
        var coverage = new Coverage();
        new FileTree(tree.Root, new FileTreeOptions { Portable = portable }).Read(recorder.Open, coverage, 1, 64, CancellationToken.None);
        Assert.Equal(["f"], Named(coverage, SkipReason.Changed));
        Assert.Equal(how == "cut" ? 20 << 20 : 31 << 20, Assert.Single(recorder.Blobs).Content.Length);
        Assert.True(coverage.Partial);
    }

    [Fact]
    public void A_sparse_file_of_a_gigabyte_is_read_whole_in_bounded_memory()
    {
        using var tree = new TempTree();
        using (var file = new FileStream(tree.At("huge"), FileMode.CreateNew)) file.SetLength((1L << 30) + 3);
        var sink = new Measure();
        var coverage = new Coverage();
        var before = GC.GetAllocatedBytesForCurrentThread();
        new FileTree(tree.Root, new FileTreeOptions()).Read(() => sink, coverage, 1, 20_000, TestContext.Current.CancellationToken);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.InRange(sink.Largest, 1, 9 << 20);
        Assert.Equal((1L << 30) + 3, sink.Owned);
        Assert.Equal(sink.Owned, coverage.Bytes);
    }

    [Fact]
    public void Reading_many_small_files_allocates_little_more_than_their_names()
    {
        using var tree = new TempTree();
        for (var i = 0; i < 2000; i++) File.WriteAllText(tree.At($"file{i}"), "content");
        var before = GC.GetAllocatedBytesForCurrentThread();
        new FileTree(tree.Root, new FileTreeOptions()).Read(() => new Measure(), new Coverage(), 1, 20_000, TestContext.Current.CancellationToken);
        if (OperatingSystem.IsLinux()) Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2000 * 150 + (1 << 18));
    }

    [Fact]
    public void Names_that_are_no_text_are_opened_all_the_same_or_named_as_lost()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var tree = new TempTree();
        tree.RawFile([.. "caf"u8, 0xE9, .. ".txt"u8], "latin");
        tree.RawFile([.. "two\nlines\e[31m"u8], "control");
        var (files, coverage) = tree.Scan();
        Assert.Equal([@"caf\xE9.txt", "two\nlines\e[31m"], files);
        Assert.False(coverage.Partial);

        (files, coverage) = tree.Scan(new FileTreeOptions { Portable = true });
        Assert.Equal(["two\nlines\e[31m"], files);
        Assert.Equal(["caf\uFFFD.txt"], Named(coverage, SkipReason.Unreadable));
    }

    [Fact]
    public void Rules_apply_to_names_that_are_no_text()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var tree = new TempTree();
        tree.RawFile([0xFF, .. ".log"u8], "x");
        tree.File(".gitignore", "*.log\n");
        Assert.Equal([".gitignore"], tree.Files());
    }

    [Fact]
    public void Paths_longer_than_the_system_takes_in_one_are_read()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var tree = new TempTree();
        var name = new string('n', 200);
        tree.Run("/bin/sh", "-c", $"cd '{tree.Root}'; for i in $(seq 30); do mkdir {name}; cd -P {name} 2>/dev/null || cd ./{name}; done; echo deep > f; mkfifo p; ln -s f l");
        var (files, coverage) = tree.Scan();
        Assert.Equal([string.Concat(Enumerable.Repeat(name + "/", 30)) + "f"], files);
        Assert.False(coverage.Partial);
    }

    [Fact]
    public void The_kernel_s_own_file_systems_are_left_out_of_a_scan_of_everything()
    {
        var nature = default(FolderNature);
        foreach (var name in new[] { "proc", "sys", "dev" })
        {
            Assert.Equal(SkipReason.Device, nature.Withholds(Encoding.ASCII.GetBytes(name), top: true).Reason);
            Assert.True(nature.Withholds(Encoding.ASCII.GetBytes(name), top: false).IsNone);
        }
    }

    [Fact]
    public void An_ignore_file_of_absurd_size_hides_nothing()
    {
        using var tree = new TempTree();
        tree.File("a").File(".gitignore", "a\n" + new string('x', 2 << 20));
        Assert.Equal([".gitignore", "a"], tree.Files());
    }

    [Fact]
    public void A_linked_ignore_file_is_not_followed()
    {
        if (OperatingSystem.IsWindows()) return;
        using var tree = new TempTree();
        tree.File("a").File("rules", "a\n").Link(".gitignore", "rules");
        Assert.Equal(["a", "rules"], tree.Files());
    }

    [Fact]
    public void A_git_file_that_leads_astray_is_only_data()
    {
        using var tree = new TempTree();
        foreach (var (i, target) in new[] { "/dev/zero", "", "\0", "../..", new string('a', 3000), "/proc/self/mem" }.Index())
            tree.File($"{i}/.git", $"gitdir: {target}\n").File($"{i}/f", Encoding.ASCII.GetString([(byte)('a' + i)]));
        Assert.Equal(12, tree.Files().Length);
    }

    private sealed class Measure : IBlobSink
    {
        public long Owned { get; private set; }
        public int Largest { get; private set; }

        public object? Accept(in Piece piece)
        {
            Owned += piece.OwnEnd - piece.OwnStart;
            Largest = Math.Max(Largest, piece.Content.Length);
            return null;
        }
    }
}
