using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Stanch.Images.Packages;

/// <summary>Alpine's: one paragraph a package, with <c>P:</c> its name, <c>m:</c> its maintainer, and <c>Z:Q1</c> the SHA-1 of each file in Base64.</summary>
internal static class ApkDatabase
{
    public static void Read(PackageFiles files, string path, ReadOnlySpan<byte> content)
    {
        Package? package = null;
        Span<byte> digest = stackalloc byte[32];
        foreach (var line in new Lines(content))
        {
            if (line.IsEmpty) package = null;
            else if (line.StartsWith("P:"u8)) package = files.PackageOf("apk " + Encoding.UTF8.GetString(line[2..]));
            else if (line.StartsWith("m:"u8)) package?.Maintained(Encoding.UTF8.GetString(line[2..]));
            else if (package is not null && line.StartsWith("Z:Q1"u8) && Base64.DecodeFromUtf8(line[4..], digest, out _, out var written) == OperationStatus.Done && written == 20) files.Add(package, digest[..20]);
        }
    }
}
