using Stanch.Sources;
using Stanch.Sources.Git;

namespace Stanch.Tests.Sources.Git;

public sealed class GitHistoryTest
{
    [Theory]
    [InlineData("sha1", false)]
    [InlineData("sha1", true)]
    [InlineData("sha256", false)]
    [InlineData("sha256", true)]
    public void Every_object_is_read_once_whatever_it_is_stored_as(string format, bool packed)
    {
        using var sandbox = new GitSandbox(format);
        var random = new Random(7);
        for (var i = 0; i < 40; i++)
        {
            sandbox.Write("log.txt", string.Concat(Enumerable.Range(0, 200 + i).Select(n => $"line {n} {(n % 9 == i % 9 ? i : 0)}\n")));
            sandbox.Write($"dir{i % 3}/file{i}.bin", Bytes(random, (i + 1) * 100));
            sandbox.Commit($"change {i}");
        }
        if (packed) sandbox.Git("repack", "-adfq", "--depth=30", "--window=30");
        var all = Collected.FromHistory(sandbox.Work);
        Assert.Equal(Objects(sandbox, sandbox.Work, "blob"), Collected.Names(all.Blobs.Keys));
        Assert.Equal(Objects(sandbox, sandbox.Work, "commit"), Collected.Names(all.Messages.Keys));
        Assert.Empty(all.Repeated);
        Assert.Empty(all.Coverage.SkipCounts);
        Assert.Equal(packed, all.Derived > 20);
    }

    [Fact]
    public void A_copy_in_a_second_pack_or_a_loose_file_is_not_read_again()
    {
        using var sandbox = new GitSandbox();
        for (var i = 0; i < 10; i++)
        {
            sandbox.Write("a.txt", string.Concat(Enumerable.Range(0, 300).Select(n => $"{n} {n * i}\n")));
            sandbox.Commit($"{i}");
            sandbox.Git("repack", "-q", i % 2 == 0 ? "-d" : "-a");
        }
        var blob = sandbox.IdOf("HEAD:a.txt");
        var packed = Path.Combine(sandbox.Work, ".git", "objects", "pack");
        var aside = Path.Combine(sandbox.Root, "aside");
        Directory.Move(packed, aside);
        sandbox.Git("hash-object", "-w", "a.txt");
        foreach (var file in Directory.GetFiles(aside)) File.Move(file, Path.Combine(Directory.CreateDirectory(packed).FullName, Path.GetFileName(file)));
        Assert.True(File.Exists(Path.Combine(sandbox.Work, ".git", "objects", blob[..2], blob[2..])));
        var all = Collected.FromHistory(sandbox.Work);
        Assert.Empty(all.Repeated);
        Assert.Equal(10, all.Blobs.Count);
    }

    [Fact]
    public void A_large_blob_comes_in_pieces()
    {
        using var sandbox = new GitSandbox();
        var content = new byte[12 << 20];
        new Random(3).NextBytes(content.AsSpan(0, 3 << 20));
        for (var i = 3 << 20; i < content.Length; i++) content[i] = (byte)(i * 7 >> 9);
        sandbox.Write("large.bin", content);
        sandbox.Commit("large");
        var loose = Collected.FromHistory(sandbox.Work);
        Assert.Equal(content, loose.Blobs[Collected.Parse(sandbox.IdOf("HEAD:large.bin"))]);
        Assert.True(loose.Pieces > 8);
        sandbox.Git("repack", "-adq");
        var packed = Collected.FromHistory(sandbox.Work);
        Assert.Equal(content, packed.Blobs[Collected.Parse(sandbox.IdOf("HEAD:large.bin"))]);
        Assert.True(packed.Pieces > 8);
    }

    [Fact]
    public void Messages_of_commits_and_tags_are_handed_on_without_their_headers()
    {
        using var sandbox = new GitSandbox();
        sandbox.Write("a", "a");
        var commit = sandbox.Commit("subject\n\nbody");
        sandbox.Git("tag", "-a", "v1", "-m", "tag text");
        var all = Collected.FromHistory(sandbox.Work);
        Assert.Equal("subject\n\nbody\n", all.Messages[Collected.Parse(commit)]);
        Assert.Equal("tag text\n", all.Messages[Collected.Parse(sandbox.IdOf("v1"))]);
    }

    [Fact]
    public void A_corrupt_object_is_named_and_the_rest_is_read()
    {
        using var sandbox = new GitSandbox();
        sandbox.Write("good.txt", "good content");
        sandbox.Write("bad.txt", "bad content");
        sandbox.Commit("both");
        var bad = sandbox.IdOf("HEAD:bad.txt");
        var path = Path.Combine(sandbox.Work, ".git/objects", bad[..2], bad[2..]);
        File.SetAttributes(path, FileAttributes.Normal);
        var bytes = File.ReadAllBytes(path);
        bytes[^6] ^= 0x55;
        File.WriteAllBytes(path, bytes);
        var all = Collected.FromHistory(sandbox.Work);
        Assert.True(all.Has(sandbox.IdOf("HEAD:good.txt")));
        Assert.Equal(new Skip(SkipReason.Corrupt, bad, "loose object"), Assert.Single(all.Coverage.Skips));
    }

    [Fact]
    public void Damage_in_a_pack_costs_what_is_damaged_and_what_derives_from_it()
    {
        using var sandbox = new GitSandbox();
        for (var i = 0; i < 20; i++)
        {
            sandbox.Write("chain.txt", string.Concat(Enumerable.Range(0, 400).Select(n => $"{n} {(n == i * 20 ? i : 0)}\n")));
            sandbox.Write($"alone{i}.txt", Convert.ToHexString(Bytes(new Random(i), 300)));
            sandbox.Commit($"{i}");
        }
        sandbox.Git("repack", "-adfq");
        var blobs = Objects(sandbox, sandbox.Work, "blob");
        var pack = Directory.GetFiles(Path.Combine(sandbox.Work, ".git/objects/pack"), "*.pack")[0];
        File.SetAttributes(pack, FileAttributes.Normal);
        var bytes = File.ReadAllBytes(pack);
        for (var i = bytes.Length / 2; i < bytes.Length / 2 + 40; i++) bytes[i] ^= 0x3C;
        File.WriteAllBytes(pack, bytes);
        var all = Collected.FromHistory(sandbox.Work);
        var lost = all.Coverage.Skips.Where(s => s.Reason == SkipReason.Corrupt).Select(s => s.What).ToHashSet();
        Assert.NotEmpty(lost);
        Assert.NotEmpty(all.Blobs);
        Assert.All(blobs, b => Assert.True(all.Has(b) != lost.Contains(b)));
    }

    [Theory]
    [InlineData("sha1", false)]
    [InlineData("sha256", true)]
    public void A_pack_without_a_usable_index_is_read_all_the_same(string format, bool broken)
    {
        using var sandbox = new GitSandbox(format);
        for (var i = 0; i < 30; i++)
        {
            sandbox.Write("log.txt", string.Concat(Enumerable.Range(0, 300).Select(n => $"line {n} {(n % 30 == i ? i : 0)}\n")));
            sandbox.Commit($"change {i}");
        }
        sandbox.Git("-c", "repack.useDeltaBaseOffset=" + (broken ? "true" : "false"), "repack", "-adfq");
        var expected = Objects(sandbox, sandbox.Work, "blob");
        var index = Directory.GetFiles(Path.Combine(sandbox.Work, ".git", "objects", "pack"), "*.idx")[0];
        File.SetAttributes(index, FileAttributes.Normal);
        if (broken) File.WriteAllText(index, "broken");
        else File.Delete(index);
        var all = Collected.FromHistory(sandbox.Work);
        Assert.Equal(expected, Collected.Names(all.Blobs.Keys));
        Assert.Empty(all.Coverage.SkipCounts);

        var pack = Path.ChangeExtension(index, ".pack");
        File.SetAttributes(pack, FileAttributes.Normal);
        var bytes = File.ReadAllBytes(pack);
        File.WriteAllBytes(pack, bytes[..(bytes.Length / 2)]);
        var half = Collected.FromHistory(sandbox.Work);
        Assert.StartsWith("no usable index, and broken after ", Assert.Single(half.Coverage.Skips, s => s.What == pack).Detail, StringComparison.Ordinal);
    }

    internal static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Ids of one kind, as git lists them.</summary>
    internal static string[] Objects(GitSandbox sandbox, string folder, string kind) =>
        [.. sandbox.GitIn(folder, "cat-file", "--batch-check=%(objecttype) %(objectname)", "--batch-all-objects")
            .Split('\n').Where(l => l.StartsWith(kind + " ", StringComparison.Ordinal)).Select(l => l[(kind.Length + 1)..]).Order(StringComparer.Ordinal)];
}
