using System.Formats.Tar;
using System.Text;
using CsCheck;
using Stanch.Images.Layers;

namespace Stanch.Tests.Images;

public sealed class TarStreamTest
{
    private static readonly Gen<string> Name = Gen.String[Gen.Char["abcäß-. 日"], 1, 120].Select(s => s.Trim(' ', '.') is { Length: > 0 } fit ? fit : "x");
    private static readonly Gen<(string Path, byte[] Content)[]> Files =
        Gen.Select(Gen.Select(Name, Name, (a, b) => a + "/" + b), Gen.Byte.Array[0, 2000]).Array[0, 8];

    private static byte[] Write(IEnumerable<(string Path, byte[] Content)> files, TarEntryFormat format)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, format, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                System.Formats.Tar.TarEntry entry = format == TarEntryFormat.Gnu ? new GnuTarEntry(TarEntryType.RegularFile, path) : new PaxTarEntry(TarEntryType.RegularFile, path);
                entry.DataStream = new MemoryStream(content);
                tar.WriteEntry(entry);
            }
        }
        return bytes.ToArray();
    }

    private static List<(string Path, byte[] Content)> Read(Stream stream)
    {
        var tar = new TarStream(stream);
        var files = new List<(string, byte[])>();
        while (tar.Next() is { } entry)
        {
            using var content = new MemoryStream();
            var buffer = new byte[700];
            for (int n; (n = tar.Read(buffer)) > 0;) content.Write(buffer, 0, n);
            files.Add((entry.Path, content.ToArray()));
        }
        return files;
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void What_NET_writes_is_read_back(TarEntryFormat format) => Files.Sample(files =>
    {
        var read = Read(new MemoryStream(Write(files, format)));
        Assert.Equal(files.Select(f => (TarStream.Clean(f.Path), Convert.ToHexString(f.Content))), read.Select(f => (f.Path, Convert.ToHexString(f.Content))));
    }, iter: 300);

    [Fact]
    public void A_file_that_is_skipped_does_not_shift_the_next() => Files.Sample(files =>
    {
        var tar = new TarStream(new MemoryStream(Write(files, TarEntryFormat.Pax)));
        var paths = new List<string>();
        while (tar.Next() is { } entry) paths.Add(entry.Path);
        Assert.Equal(files.Select(f => TarStream.Clean(f.Path)), paths);
    }, iter: 200);

    [Fact]
    public void Damage_is_a_fault_or_other_content_and_nothing_else() => Gen.Select(Files, Gen.Int[0, 20_000], Gen.Byte).Sample((files, at, with) =>
    {
        var bytes = Write(files, TarEntryFormat.Pax);
        if (bytes.Length > 0) bytes[at % bytes.Length] = with;
        try
        {
            Read(new MemoryStream(bytes));
        }
        catch (TarFault e)
        {
            Assert.NotEmpty(e.Message);
        }
    }, iter: 500);

    [Fact]
    public void An_end_within_a_file_is_a_fault()
    {
        var bytes = Write([("a", new byte[5000])], TarEntryFormat.Pax);
        Assert.Throws<TarFault>(() => Read(new MemoryStream(bytes, 0, 3000)));
    }

    [Fact]
    public void An_extended_header_without_end_takes_no_memory()
    {
        var header = new byte[512];
        Encoding.ASCII.GetBytes("x").CopyTo(header, 0);
        Encoding.ASCII.GetBytes("17777777777\0").CopyTo(header, 124);
        header[156] = (byte)'x';
        Encoding.ASCII.GetBytes("        ").CopyTo(header, 148);
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<TarFault>(() => Read(new MemoryStream(header)));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Theory]
    [InlineData("./a/b", "a/b")]
    [InlineData("/etc//passwd", "etc/passwd")]
    [InlineData("a/./b/", "a/b")]
    [InlineData("../../x", "../../x")]
    public void A_path_has_one_form(string written, string path) => Assert.Equal(path, TarStream.Clean(written));
}
