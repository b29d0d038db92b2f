using System.Buffers.Binary;
using System.Text;

namespace Stanch.Images.Packages;

/// <summary>rpm's in its SQLite form (since rpm 4.16): each row of <c>Packages</c> holds a package's header. The older forms are not read.</summary>
internal static class RpmDatabase
{
    private const int Name = 1000, Vendor = 1011, FileDigests = 1035, Index = 16;

    public static void Read(PackageFiles files, string path, ReadOnlySpan<byte> content)
    {
        var pages = new SqlitePages(content);
        for (var row = pages.NextBlob(); row is not null; row = pages.NextBlob()) Header(files, row);
    }

    /// <summary>Two counts, an index of 16 bytes an entry (tag, type, offset, count), and the data.</summary>
    private static void Header(PackageFiles files, ReadOnlySpan<byte> header)
    {
        if (header.Length < 8) return;
        var count = BinaryPrimitives.ReadInt32BigEndian(header);
        if (count is < 1 or > 65_535 || header.Length < 8 + count * Index) return;
        var data = header[(8 + count * Index)..];
        string name = "", vendor = "";
        var digests = (Offset: -1, Count: 0);
        for (var i = 0; i < count; i++)
        {
            var entry = header.Slice(8 + i * Index, Index);
            var (tag, offset) = (BinaryPrimitives.ReadInt32BigEndian(entry), BinaryPrimitives.ReadInt32BigEndian(entry[8..]));
            if (offset < 0 || offset >= data.Length) continue;
            if (tag == Name) name = Text(data[offset..]);
            else if (tag == Vendor) vendor = Text(data[offset..]);
            else if (tag == FileDigests) digests = (offset, BinaryPrimitives.ReadInt32BigEndian(entry[12..]));
        }
        if (name.Length == 0 || digests.Offset < 0) return;
        var package = files.PackageOf("rpm " + name);
        package.Sold(vendor);
        var rest = data[digests.Offset..];
        Span<byte> digest = stackalloc byte[64];
        for (var i = 0; i < digests.Count && rest.IndexOf((byte)0) is >= 0 and var end; i++, rest = rest[(end + 1)..])
        {
            // MD5 in old packages, SHA-256 in new ones; folders and links have none.
            if (end is 32 or 64 && Convert.FromHexString(rest[..end], digest, out _, out var written) == System.Buffers.OperationStatus.Done) files.Add(package, digest[..written]);
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return end < 0 ? "" : Encoding.UTF8.GetString(bytes[..end]);
    }
}
