using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Stanch.Images.Contents;

/// <summary>64 bits for a path, under a secret of the process of two hashes that .NET seeds at random.</summary>
internal static class PathHash
{
    private static readonly ulong Seed = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));

    public static ulong Of(ReadOnlySpan<char> path)
    {
        // Each gives 32 bits.
        var first = (uint)string.GetHashCode(path);
        var mixed = new HashCode();
        mixed.Add(Seed);
        mixed.AddBytes(MemoryMarshal.AsBytes(path));
        return ((ulong)first << 32) | (uint)mixed.ToHashCode();
    }
}
