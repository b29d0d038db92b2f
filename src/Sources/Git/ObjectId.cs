using System.Diagnostics.CodeAnalysis;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Stanch.Sources.Git;

/// <summary>A git object's name: 20 bytes (SHA-1) or 32 (SHA-256).</summary>
public readonly struct ObjectId : IEquatable<ObjectId>
{
    private readonly Raw raw;
    private readonly byte length;

    [InlineArray(32)]
    private struct Raw { private byte first; }

    /// <param name="bytes">20 or 32 bytes.</param>
    public ObjectId(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is not (20 or 32)) throw new ArgumentOutOfRangeException(nameof(bytes), bytes.Length, "an object id has 20 or 32 bytes");
        bytes.CopyTo(raw);
        length = (byte)bytes.Length;
    }

    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => ((ReadOnlySpan<byte>)raw)[..length];

    public bool IsNone => length == 0;

    public static bool TryParse(ReadOnlySpan<char> hex, out ObjectId id)
    {
        id = default;
        if (hex.Length is not (40 or 64)) return false;
        Span<byte> bytes = stackalloc byte[hex.Length / 2];
        if (Convert.FromHexString(hex, bytes, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        id = new ObjectId(bytes);
        return true;
    }

    public bool Equals(ObjectId other) => length == other.length && Bytes.SequenceEqual(other.Bytes);
    public override bool Equals(object? obj) => obj is ObjectId other && Equals(other);
    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(raw);
    public int CompareTo(ObjectId other) => Bytes.SequenceCompareTo(other.Bytes);
    public override string ToString() => Convert.ToHexStringLower(Bytes);
    public static bool operator ==(ObjectId a, ObjectId b) => a.Equals(b);
    public static bool operator !=(ObjectId a, ObjectId b) => !a.Equals(b);
}
