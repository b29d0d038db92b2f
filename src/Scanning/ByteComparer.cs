using System.Diagnostics.CodeAnalysis;

namespace Stanch.Scanning;

/// <summary>Values as keys: equal when their bytes are.</summary>
internal sealed class ByteComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly ByteComparer Instance = new();

    public bool Equals(byte[]? x, byte[]? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.AsSpan().SequenceEqual(y));
    public bool Equals(ReadOnlySpan<byte> span, byte[] value) => span.SequenceEqual(value);
    public byte[] Create(ReadOnlySpan<byte> span) => span.ToArray();
    public int GetHashCode([DisallowNull] byte[] value) => GetHashCode((ReadOnlySpan<byte>)value);

    public int GetHashCode(ReadOnlySpan<byte> span)
    {
        var hash = new HashCode();
        hash.AddBytes(span);
        return hash.ToHashCode();
    }
}
