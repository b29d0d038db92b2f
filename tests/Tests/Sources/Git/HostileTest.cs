using System.Text;
using CsCheck;
using Stanch.Sources;
using Stanch.Sources.Git;

namespace Stanch.Tests.Sources.Git;

/// <summary>Whatever stands in a repository's files is told or passed over; nothing crashes, hangs or reserves what it can't need.</summary>
public sealed unsafe class HostileTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Both_versions_of_the_index_are_read(int version)
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 50).Select(i => $"line {i}\n")));
        var pack = PackFiles.Pack(out var offsets, (3, [], content), (3, [], [1, 2, 3]));
        var all = Read(pack, PackFiles.Index([(IdOf("blob", content), offsets[0]), (IdOf("blob", [1, 2, 3]), offsets[1])], version));
        Assert.Equal(2, all.Blobs.Count);
        Assert.Empty(all.Coverage.SkipCounts);
    }

    [Fact]
    public void Deltas_in_a_circle_are_named_as_corrupt()
    {
        byte[] a = [.. Enumerable.Repeat((byte)0xAA, 20)], b = [.. Enumerable.Repeat((byte)0xBB, 20)], self = [.. Enumerable.Repeat((byte)0xCC, 20)];
        byte[] delta = [5, 5, 0x90, 5];
        var pack = PackFiles.Pack(out var offsets, (7, b, delta), (7, a, delta), (7, self, delta), (3, [], [1, 2, 3, 4, 5]));
        var all = Read(pack, PackFiles.Index([(a, offsets[0]), (b, offsets[1]), (self, offsets[2]), (IdOf("blob", [1, 2, 3, 4, 5]), offsets[3])]));
        Assert.Single(all.Blobs);
        Assert.Equal(3, all.Coverage.SkipCounts[SkipReason.Corrupt]);
    }

    [Fact]
    public void A_delta_whose_base_comes_later_in_the_pack_is_read()
    {
        byte[] content = [.. Enumerable.Range(0, 100).Select(i => (byte)i)], derived = [.. content[..50], 1, 2, 3];
        var pack = PackFiles.Pack(out var offsets, (7, IdOf("blob", content), [100, 53, 0x90, 50, 3, 1, 2, 3]), (3, [], content));
        var all = Read(pack, PackFiles.Index([(IdOf("blob", derived), offsets[0]), (IdOf("blob", content), offsets[1])]));
        Assert.Equal(2, all.Blobs.Count);
        Assert.Equal(1, all.Derived);
    }

    [Fact]
    public void Claims_beyond_reason_reserve_nothing()
    {
        byte[] content = [1, 2, 3], name = [.. Enumerable.Repeat((byte)0xAA, 20)], other = [.. Enumerable.Repeat((byte)0xBB, 20)];
        // A delta that claims 900 MB and makes three bytes, and an entry that claims eight exabytes.
        byte[] delta = [3, 0x80, 0xD2, 0x93, 0xAD, 0x03, 0x90, 3];
        var pack = PackFiles.Pack(out var offsets, (3, [], content), (6, [15], delta), (3, [], content));
        pack[offsets[2]] = 0xBF;
        var all = Read([.. pack[..((int)offsets[2] + 1)], 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, .. pack[((int)offsets[2] + 1)..]],
            PackFiles.Index([(IdOf("blob", content), offsets[0]), (name, offsets[1]), (other, offsets[2])]));
        Assert.Single(all.Blobs);
        Assert.Equal(2, all.Coverage.Skips.Count);
        Assert.True(all.Coverage.Partial);
    }

    [Fact]
    public void Trees_that_hold_themselves_or_each_other_a_thousand_times_end()
    {
        using var sandbox = new GitSandbox();
        sandbox.Write("a.txt", "in the bomb");
        var blob = sandbox.Git("hash-object", "-w", "a.txt");
        var tree = sandbox.GitWith(string.Concat(Enumerable.Range(0, 10).Select(i => $"100644 blob {blob}\tf{i}\n")), "mktree");
        for (var level = 0; level < 10; level++) tree = sandbox.GitWith(string.Concat(Enumerable.Range(0, 10).Select(i => $"040000 tree {tree}\td{i}\n")), "mktree");
        sandbox.Git("update-ref", "refs/heads/main", sandbox.Git("commit-tree", "-m", "bomb", tree));
        foreach (var options in new[] { new HistoryOptions(), new HistoryOptions { Range = "main" } })
        {
            var (_, origins) = GitTraceTest.TraceAll(sandbox.Work, [blob], options);
            var origin = origins[Collected.Parse(blob)];
            Assert.Equal(BlobOrigin.MostPaths, origin.Paths.Count);
            Assert.Matches("^(d./){10}f.$", origin.Paths[0]);
        }
    }

    [Fact]
    public void Trees_in_a_circle_end()
    {
        byte[] a = [.. Enumerable.Repeat((byte)0xAA, 20)], b = [.. Enumerable.Repeat((byte)0xBB, 20)];
        byte[] blob = [1, 2, 3], treeA = Tree(("x", b, true), ("f", IdOf("blob", blob), false)), treeB = Tree(("y", a, true));
        var commit = Encoding.ASCII.GetBytes($"tree {Convert.ToHexStringLower(a)}\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nm");
        var pack = PackFiles.Pack(out var offsets, (2, [], treeA), (2, [], treeB), (3, [], blob), (1, [], commit));
        using var sandbox = new GitSandbox();
        Store(sandbox, pack, PackFiles.Index([(a, offsets[0]), (b, offsets[1]), (IdOf("blob", blob), offsets[2]), (IdOf("commit", commit), offsets[3])]));
        File.WriteAllText(Path.Combine(sandbox.Work, ".git", "refs", "heads", "main"), Convert.ToHexStringLower(IdOf("commit", commit)) + "\n");
        var origin = GitTraceTest.Trace(sandbox, Convert.ToHexStringLower(IdOf("blob", blob)));
        Assert.Equal("f", origin.Paths[0]);
    }

    [Fact]
    public void Noise_in_a_pack_or_its_index_never_crashes_a_sweep()
    {
        using var sandbox = new GitSandbox();
        for (var i = 0; i < 12; i++)
        {
            sandbox.Write("a.txt", string.Concat(Enumerable.Range(0, 60).Select(n => $"{n} {n * i}\n")));
            sandbox.Commit($"{i}");
        }
        sandbox.Git("repack", "-adfq");
        var files = Directory.GetFiles(Path.Combine(sandbox.Work, ".git", "objects", "pack")).Where(f => f.EndsWith(".pack", StringComparison.Ordinal) || f.EndsWith(".idx", StringComparison.Ordinal)).ToArray();
        var whole = files.Select(File.ReadAllBytes).ToArray();
        foreach (var file in files) File.SetAttributes(file, FileAttributes.Normal);
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, int.MaxValue], Gen.Byte, Gen.Int[0, 30], Gen.Bool).Sample((which, at, value, run, cut) =>
        {
            var bytes = (byte[])whole[which].Clone();
            at %= bytes.Length;
            for (var i = at; i < Math.Min(bytes.Length, at + run + 1); i++) bytes[i] ^= (byte)(value | 1);
            File.WriteAllBytes(files[which], cut ? bytes[..at] : bytes);
            File.WriteAllBytes(files[1 - which], whole[1 - which]);
            Assert.True(GitRepository.TryOpen(sandbox.Work, out var repository, out _));
            using (repository)
            using (var history = new GitHistory(repository, new HistoryOptions()))
            {
                var coverage = new Coverage();
                history.Read(() => new Ignoring(), coverage, 1, 100, CancellationToken.None);
                history.Trace(new HashSet<ObjectId>(), coverage, CancellationToken.None);
            }
        }, iter: 400, threads: 1);
    }

    [Fact]
    public void Noise_is_no_index_file_and_no_crash()
    {
        using var sandbox = new GitSandbox();
        foreach (var path in new[] { "a", "b/c", "b/d/e", "f" }) sandbox.Write(path, path);
        sandbox.Commit("one");
        foreach (var version in new[] { "2", "4" })
        {
            sandbox.Git("update-index", "--index-version", version);
            var whole = File.ReadAllBytes(Path.Combine(sandbox.Work, ".git", "index"));
            Assert.NotNull(IndexFile.TryRead(whole, 20)?.Root);
            Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Bool).Sample((at, value, cut) =>
            {
                var bytes = (byte[])whole.Clone();
                bytes[at] ^= value;
                IndexFile.TryRead(cut ? bytes[..at] : bytes, 20);
            }, iter: 5000);
        }
    }

    [Fact]
    public void Deltas_are_applied_as_a_plain_reader_would() => Gen.Select(Gen.Byte.Array[1, 400], Gen.Byte.Array[0, 60]).Sample((from, tail) =>
    {
        // Half of them begin with a proper head, so that instructions are reached.
        byte[] delta = tail.Length > 0 && tail[0] % 2 == 0 ? [.. Size(from.Length), .. Size(tail.Length * 3 % 200), .. tail] : tail;
        var expected = Plain(delta, from);
        using var pool = new BufferPool(1 << 26);
        NativeBuffer source = Fill(pool, from), instructions = Fill(pool, delta);
        var result = Delta.TryDerive(instructions, source, pool, new CopyList(), out var derived);
        Assert.Equal(expected is not null, result == ReadResult.Found);
        if (expected is not null) Assert.Equal(expected, derived!.Span.ToArray());
    }, iter: 20_000);

    [Fact]
    public void Any_bytes_can_stand_for_a_tree_a_commit_or_an_entry() => Gen.Byte.Array[0, 200].Sample(noise =>
    {
        using var pool = new BufferPool(1 << 26);
        var buffer = Fill(pool, noise);
        var entries = new TreeEntries(buffer.Start, buffer.Length, 20);
        while (entries.MoveNext()) Assert.True(entries.Name.Length < noise.Length && entries.Id.Length == 20 && entries.End <= noise.Length);
        CommitText.SplitSignature(new CommitText(noise).First("author"u8), out _, out var seconds, out var zone);
        CommitSignature.DateOf(seconds, zone);
        for (var at = 0; at < noise.Length; at++) if (PackEntry.TryRead(buffer.Start, at, noise.Length, 20, out var entry)) Assert.True(entry.Data <= noise.Length && entry.Base < noise.Length);
        if (LooseFile.TryParseHeader(noise, out _, out var size, out var length)) Assert.True(size >= 0 && length <= noise.Length);
        fixed (byte* start = noise) PackIndex.TryRead(null, start, noise.Length, 20);
    }, iter: 20_000);

    [Fact]
    public void What_a_tree_adds_and_removes_is_what_comparing_both_says() =>
        Gen.Select(Gen.Int[0, 60].Array[0, 40], Gen.Int[0, 60].Array[0, 40], Gen.Int[0, 5], Gen.Int[1, 40]).Sample((one, two, shift, grain) =>
        {
            byte[] before = Entries(one, 0), after = Entries(two, shift);
            using var pool = new BufferPool(1 << 26);
            NativeBuffer from = Fill(pool, before), tree = Fill(pool, after);
            var copies = new CopyList();
            Match(before, after, grain, copies);
            var changes = new TreeChanges(20);
            Assert.True(changes.Compare(tree, from, copies.Items));
            // Each entry once: what both hold may be on both lists, and all that differs must be.
            var added = Names(after).Where(e => !Names(before).Contains(e)).ToHashSet();
            var removed = Names(before).Where(e => !Names(after).Contains(e)).ToHashSet();
            var told = changes.Added.Select(o => NameAt(after, o)).ToHashSet();
            var gone = changes.Removed.Select(o => NameAt(before, o)).ToHashSet();
            Assert.Superset(added, told);
            Assert.Superset(removed, gone);
            Assert.Equal(Names(after).ToHashSet(), Names(before).Except(gone).Concat(told).ToHashSet());
        }, iter: 3000);

    [Fact]
    public void Settings_of_any_text_are_read_without_a_fault() => Gen.String[0, 200].Sample(text =>
    {
        var config = new GitConfig();
        config.Parse(text);
        config.Parse("[a \"" + text + "\"]\n" + text + "=" + text);
        _ = config.Each("a", "b").Count();
    }, iter: 5000);

    [Fact]
    public void Settings_are_those_of_git()
    {
        var config = new GitConfig();
        config.Parse("[core]\n\tbare = true ; no\n[Remote \"or.i\\\"gin\"]\n  promisor\n url = \"a # b\" # c\n[extensions] objectFormat = sha256\n[x]\ny = a\\\nb\n");
        Assert.True(config.IsTrue("core.bare"));
        Assert.True(config.IsTrue("remote.or.i\"gin.promisor"));
        Assert.Equal("a # b", config["remote.or.i\"gin.url"]);
        Assert.Equal("sha256", config["extensions.objectformat"]);
        Assert.Equal("ab", config["x.y"]);
        Assert.Equal("or.i\"gin", Assert.Single(config.Each("remote", "promisor")).Subsection);
    }

    private static Collected Read(byte[] pack, byte[] index)
    {
        using var sandbox = new GitSandbox();
        Store(sandbox, pack, index);
        return Collected.FromHistory(sandbox.Work);
    }

    private static void Store(GitSandbox sandbox, byte[] pack, byte[] index)
    {
        var folder = Directory.CreateDirectory(Path.Combine(sandbox.Work, ".git", "objects", "pack")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "pack-hostile.pack"), pack);
        File.WriteAllBytes(Path.Combine(folder, "pack-hostile.idx"), index);
    }

    private static byte[] IdOf(string kind, byte[] content)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes($"{kind} {content.Length}\0"));
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    private static byte[] Tree(params (string Name, byte[] Id, bool IsTree)[] entries) =>
        [.. entries.SelectMany(e => (byte[])[.. Encoding.UTF8.GetBytes($"{(e.IsTree ? "40000" : "100644")} {e.Name}\0"), .. e.Id])];

    private static byte[] Entries(int[] names, int shift) =>
        Tree([.. names.Distinct().Order().Select(n => ($"name{n}", (byte[])[.. Enumerable.Repeat((byte)(n % 7 == shift ? n + shift : n), 20)], n % 3 == 0))]);

    private static IEnumerable<string> Names(byte[] tree)
    {
        for (var at = 0; at < tree.Length; at = Array.IndexOf(tree, (byte)0, at) + 21) yield return NameAt(tree, at);
    }

    private static string NameAt(byte[] tree, int at) => Convert.ToHexString(tree, at, Array.IndexOf(tree, (byte)0, at) + 21 - at);

    // Copies wherever a stretch of the length is found in the base: cut at any place, as a delta's are.
    private static void Match(byte[] before, byte[] after, int grain, CopyList copies)
    {
        for (var to = 0; to + grain <= after.Length;)
        {
            var from = before.AsSpan().IndexOf(after.AsSpan(to, grain));
            if (from < 0) to++;
            else
            {
                var length = grain;
                while (to + length < after.Length && from + length < before.Length && after[to + length] == before[from + length]) length++;
                copies.Add(from, to, length);
                to += length;
            }
        }
    }

    private static NativeBuffer Fill(BufferPool pool, byte[] content)
    {
        var buffer = pool.TryRent(content.Length)!;
        content.CopyTo(new Span<byte>(buffer.Start, buffer.Length));
        return buffer;
    }

    private static byte[] Size(int size) => size < 128 ? [(byte)size] : [(byte)(size & 0x7F | 0x80), (byte)(size >> 7)];

    private static byte[]? Plain(byte[] delta, byte[] from)
    {
        var at = 0;
        if (ReadSize() != from.Length || ReadSize() is not (>= 0 and var size)) return null;
        var made = new List<byte>();
        while (at < delta.Length)
        {
            var command = delta[at++];
            if (command == 0) return null;
            if (command < 0x80)
            {
                if (at + command > delta.Length) return null;
                made.AddRange(delta[at..(at + command)]);
                at += command;
                continue;
            }
            long offset = 0, length = 0;
            for (var i = 0; i < 7; i++)
            {
                if ((command >> i & 1) == 0) continue;
                if (at >= delta.Length) return null;
                if (i < 4) offset |= (long)delta[at++] << 8 * i;
                else length |= (long)delta[at++] << 8 * (i - 4);
            }
            if (length == 0) length = 0x10000;
            if (offset + length > from.Length) return null;
            made.AddRange(from[(int)offset..(int)(offset + length)]);
        }
        return made.Count == size ? [.. made] : null;

        long ReadSize()
        {
            long value = 0;
            for (var shift = 0; shift < 56; shift += 7)
            {
                if (at >= delta.Length) return -1;
                var b = delta[at++];
                value |= (long)(b & 0x7F) << shift;
                if (b < 0x80) return value;
            }
            return -1;
        }
    }

    private sealed class Ignoring : IBlobSink
    {
        public object? Accept(in Piece piece) => null;
    }
}
