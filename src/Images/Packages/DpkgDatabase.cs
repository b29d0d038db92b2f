using System.Text;

namespace Stanch.Images.Packages;

/// <summary>Debian's: <c>status</c> names the packages, <c>NAME.md5sums</c> lists the files of each.</summary>
internal static class DpkgDatabase
{
    public static void ReadStatus(PackageFiles files, string path, ReadOnlySpan<byte> content)
    {
        Package? package = null;
        foreach (var line in new Lines(content))
        {
            if (line.IsEmpty) package = null;
            else if (line.StartsWith("Package: "u8)) package = files.PackageOf("dpkg " + Encoding.UTF8.GetString(line[9..]).Trim());
            else if (line.StartsWith("Maintainer: "u8)) package?.Maintained(Encoding.UTF8.GetString(line[12..]));
        }
    }

    public static void ReadSums(PackageFiles files, string path, ReadOnlySpan<byte> content)
    {
        // libc6:amd64.md5sums
        var name = path[(path.LastIndexOf('/') + 1)..^".md5sums".Length].Split(':')[0];
        var package = files.PackageOf("dpkg " + name);
        Span<byte> digest = stackalloc byte[16];
        foreach (var line in new Lines(content))
        {
            if (line.Length > 34 && line[32] == ' ' && Convert.FromHexString(line[..32], digest, out _, out var written) == System.Buffers.OperationStatus.Done && written == 16) files.Add(package, digest);
        }
    }
}
