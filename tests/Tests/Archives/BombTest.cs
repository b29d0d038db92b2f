using System.IO.Compression;
using Stanch.Archives;
using Stanch.Sources;
using Stanch.Tests.Sources.Files;

namespace Stanch.Tests.Archives;

/// <summary>Small files that are large inside. The limits end them, and say so.</summary>
public sealed class BombTest : IDisposable
{
    private readonly TempTree tree = new();

    public void Dispose() => tree.Dispose();

    private static byte[] Gzip(byte[] content)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest)) gzip.Write(content);
        return output.ToArray();
    }

    private static byte[] Zip(IEnumerable<(string Name, byte[] Content)> files)
    {
        var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }
        return output.ToArray();
    }

    [Theory]
    // Streams that follow each other are one, so ten gigabytes are made in a moment.
    [InlineData("gzip", "head -c 100000000 /dev/zero | gzip -1n > b; for i in $(seq 100); do cat b; done > a; rm b")]
    [InlineData("gzip", "yes | head -c 100000000 | gzip -1n > b; for i in $(seq 100); do cat b; done > a; rm b")]
    [InlineData("zstd", "yes | head -c 100000000 | zstd -q > b; for i in $(seq 100); do cat b; done > a; rm b")]
    [InlineData("bzip2", "head -c 100000000 /dev/zero | bzip2 -1 > b; for i in $(seq 100); do cat b; done > a; rm b")]
    [InlineData("zip", "head -c 300000000 /dev/zero | zip -q -1 a.zip - && mv a.zip a")]
    [InlineData("7zz", "head -c 300000000 /dev/zero | 7zz a -bd -bso0 -si -mx=1 a.7z && mv a.7z a")]
    public void Gigabytes_of_nothing_are_a_bomb(string programs, string make)
    {
        tree.Make(programs, make);
        var contents = Contents.Of(tree);
        Assert.Contains(contents.Coverage.Skips, s => s.Reason == SkipReason.Inflation);
        Assert.InRange(contents.Coverage.Inflated, 0, 2 * ArchiveLimits.Grace);
        Assert.True(contents.Coverage.Partial);
    }

    [Fact]
    public void A_bomb_in_each_of_many_archives_in_archives_ends_the_outermost()
    {
        var leaf = Gzip(new byte[70 << 20]);
        byte[] level = Zip(Enumerable.Range(0, 16).Select(i => ($"{i}.gz", leaf)));
        for (var depth = 0; depth < 4; depth++) level = Zip(Enumerable.Range(0, 16).Select(i => ($"{i}.zip", level)));
        var contents = Contents.Of(level);
        Assert.Contains(contents.Coverage.Skips, s => s is { Reason: SkipReason.Inflation, What: "<stdin>" });
        Assert.InRange(contents.Coverage.Inflated, 1, 6 * ArchiveLimits.Grace);
    }

    [Fact]
    public void What_holds_itself_ends_at_the_depth()
    {
        var level = Gzip("text\n"u8.ToArray());
        for (var depth = 0; depth < 20; depth++) level = Gzip(level);
        var contents = Contents.Of(level);
        Assert.Empty(contents.Blobs);
        Assert.Equal([$"TooDeep <stdin>{string.Concat(Enumerable.Repeat("!/content", 8))}"], contents.Skips);

        level = Gzip("text\n"u8.ToArray());
        for (var depth = 1; depth < 8; depth++) level = Gzip(level);
        Assert.Single(Contents.Of(level).Blobs);
    }

    [Fact]
    public void Each_limit_has_its_name()
    {
        var three = Zip([("a", new byte[3]), ("b", "text\n"u8.ToArray()), ("c", "more text\n"u8.ToArray())]);
        Assert.Equal(["Binary <stdin>!/a", "TooManyEntries <stdin>"], Contents.Of(three, new ArchiveLimits { Entries = 2 }).Skips);
        Assert.Equal(["Binary <stdin>!/a", "TooLarge <stdin>"], Contents.Of(three, new ArchiveLimits { Bytes = 10 }).Skips);
        Assert.Equal(["TimeLimit <stdin>"], Contents.Of(three, new ArchiveLimits { Time = TimeSpan.FromTicks(-1) }).Skips);
        Assert.Equal(["TooDeep <stdin>!/n"], Contents.Of(Zip([("n", three)]), new ArchiveLimits { Depth = 1 }).Skips);
    }

    [Fact]
    public void Entries_that_lie_over_each_other_count_each_time()
    {
        // One megabyte, stored once and listed a thousand times.
        var zip = Zip([("a", Enumerable.Repeat((byte)'a', 1 << 20).ToArray())]);
        var end = zip.Length - 22;
        var start = BitConverter.ToInt32(zip, end + 16);
        var listed = zip[start..end];
        var size = listed.Length * 1000;
        byte[] bomb = [.. zip[..start], .. Enumerable.Repeat(listed, 1000).SelectMany(b => b), .. zip[end..(end + 8)], .. BitConverter.GetBytes((ushort)1000), .. BitConverter.GetBytes((ushort)1000), .. BitConverter.GetBytes(size), .. BitConverter.GetBytes(start), 0, 0];
        var contents = Contents.Of(bomb, new ArchiveLimits { Bytes = 100 << 20 });
        Assert.Equal(["TooLarge <stdin>"], contents.Skips);
        Assert.InRange(contents.Coverage.Inflated, 100L << 20, 102L << 20);
    }

    [Fact]
    public void Two_gigabytes_with_a_text_at_their_end_are_scanned_in_little_memory()
    {
        // The archive itself has a hole where the entry's content is, and takes no room on the disk.
        tree.File("make.py", """
            import tarfile
            with open('a.tar', 'wb') as f:
                for name, size, text in (('s', 2 << 30, b'start\n'), ('after', 6, b'after\n')):
                    e = tarfile.TarInfo(name); e.size = size
                    f.write(e.tobuf(tarfile.PAX_FORMAT)); at = f.tell(); f.write(text); f.seek(at + (size + 511) // 512 * 512)
                f.truncate(f.tell() + 1024)
            """);
        tree.Make("python3", "python3 make.py; rm make.py");
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var contents = Contents.Of(tree);
        Assert.Equal("after\n", contents.Text("a.tar!/after"));
        Assert.Equal(["Binary a.tar!/s"], contents.Skips);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 16 << 20);
    }

    [Fact]
    public void A_large_text_in_an_archive_comes_in_pieces()
    {
        var text = new byte[50 << 20];
        for (var i = 0; i < text.Length; i++) text[i] = (byte)(i % 97 == 0 ? '\n' : 'a' + i * 31L % 23);
        var blob = Assert.Single(Contents.Of(Zip([("t", text)])).Blobs);
        Assert.True(blob is { Whole: true, Pieces: > 5 });
        Assert.True(text.AsSpan().SequenceEqual(blob.Content));
    }
}
