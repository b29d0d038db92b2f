namespace Stanch.Sources.Git;

/// <summary>The two bytes before and the four bytes behind a deflate stream.</summary>
internal static unsafe class ZlibStream
{
    private const int HeaderLength = 2, TrailerLength = 4;

    public static bool HasHeader(byte* source, byte* end) =>
        end - source >= HeaderLength + TrailerLength && (*source & 0x0F) == 8 && *source >> 4 <= 7 && (source[0] << 8 | source[1]) % 31 == 0 && (source[1] & 0x20) == 0;

    /// <summary>Whether so many bytes can come out of so many: a claim beyond what deflate can do is not worth reserving memory for.</summary>
    public static bool CanHold(long compressed, long size) => size <= compressed * 1032 + 64;

    /// <summary>Inflates a stream whose output's size is known.</summary>
    /// <param name="target">Room for <paramref name="size"/> bytes and <see cref="Inflater.Slack"/> more.</param>
    /// <returns>Bytes of input that the stream takes; -1 when it is corrupt or of another size.</returns>
    public static long Inflate(this Inflater inflater, byte* source, byte* end, byte* target, int size)
    {
        if (!HasHeader(source, end)) return -1;
        inflater.Begin(source + HeaderLength, end, target, size);
        if (inflater.Run(target + size) != Inflated.Done || inflater.Output != target + size) return -1;
        return IsSum(inflater.Input, end, Adler32.Append(Adler32.Start, target, size)) ? inflater.Input + TrailerLength - source : -1;
    }

    /// <summary>Starts on a stream that is read in stretches.</summary>
    public static bool TryBegin(this Inflater inflater, byte* source, byte* end, byte* target, long size)
    {
        if (!HasHeader(source, end)) return false;
        inflater.Begin(source + HeaderLength, end, target, size);
        return true;
    }

    /// <summary>True when the big-endian sum at <paramref name="at"/> is <paramref name="adler"/>.</summary>
    public static bool IsSum(byte* at, byte* end, uint adler) =>
        end - at >= TrailerLength && System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(new ReadOnlySpan<byte>(at, TrailerLength)) == adler;
}
