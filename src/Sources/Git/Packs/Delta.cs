using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Stanch.Sources.Git;

/// <summary>Applies a delta: a list of "copy this stretch of the base" and "insert these bytes".</summary>
internal static unsafe class Delta
{
    // git makes no deltas for files above 512 MiB. A few bytes of delta can claim any size.
    private const long Largest = 1L << 30, Suspicious = 8L << 20;

    /// <summary>Reads the two sizes that a delta starts with; false when they are not there.</summary>
    public static bool TryReadSizes(ref byte* at, byte* end, out long baseSize, out long size)
    {
        size = 0;
        return TryReadSize(ref at, end, out baseSize) && TryReadSize(ref at, end, out size);
    }

    private static bool TryReadSize(ref byte* at, byte* end, out long size)
    {
        size = 0;
        for (var shift = 0; shift < 56; shift += 7)
        {
            if (at >= end) return false;
            var b = *at++;
            size |= (long)(b & 0x7F) << shift;
            if ((b & 0x80) == 0) return true;
        }
        return false;
    }

    /// <summary>Makes the object that a delta stands for, in a buffer of its own.</summary>
    public static ReadResult TryDerive(NativeBuffer delta, NativeBuffer source, BufferPool pool, CopyList copies, out NativeBuffer? derived)
    {
        derived = null;
        var at = delta.Start;
        var end = at + delta.Length;
        if (!TryReadSizes(ref at, end, out var sourceSize, out var size) || sourceSize != source.Length) return ReadResult.Corrupt;
        if (size > Largest) return ReadResult.TooLarge;
        if (size > Suspicious && !Makes(at, end, size)) return ReadResult.Corrupt;
        derived = pool.TryRent((int)size);
        if (derived is null) return ReadResult.TooLarge;
        if (TryApply(at, end, source.Start, source.Length, derived.Start, derived.Length, copies)) return ReadResult.Found;
        pool.Return(derived);
        derived = null;
        return ReadResult.Corrupt;
    }

    // Adds up the instructions without following them.
    private static bool Makes(byte* at, byte* end, long size)
    {
        long total = 0;
        while (at < end && total <= size)
        {
            var command = *at++;
            if ((command & 0x80) == 0)
            {
                total += command;
                at += command;
                continue;
            }
            at += System.Numerics.BitOperations.PopCount((uint)command & 0x0F);
            uint length = 0;
            if ((command & 0x10) != 0) length = *at++;
            if ((command & 0x20) != 0) length |= (uint)*at++ << 8;
            if ((command & 0x40) != 0) length |= (uint)*at++ << 16;
            total += length == 0 ? 0x10000 : length;
        }
        return at == end && total == size;
    }

    /// <summary>Applies the instructions.</summary>
    /// <param name="at">Behind the sizes; memory is readable for <see cref="Inflater.Slack"/> bytes past <paramref name="end"/>, as it is for the base.</param>
    /// <param name="target">Room for <paramref name="size"/> bytes and <see cref="Inflater.Slack"/> more.</param>
    /// <param name="copies">Takes the stretches copied, neighbours merged.</param>
    /// <returns>False when an instruction leaves its bounds or the sizes don't add up.</returns>
    public static bool TryApply(byte* at, byte* end, byte* source, int sourceSize, byte* target, int size, CopyList copies)
    {
        copies.Clear();
        var to = target;
        var stop = target + size;
        while (at < end)
        {
            var command = *at++;
            if ((command & 0x80) == 0)
            {
                if (command == 0 || command > end - at || command > stop - to) return false;
                CopyShort(at, to, command);
                at += command;
                to += command;
                continue;
            }
            // The widest instruction has seven bytes more; slack makes reading them safe, and the check below tells whether they were there.
            uint from = 0, length = 0;
            if ((command & 0x01) != 0) from = *at++;
            if ((command & 0x02) != 0) from |= (uint)*at++ << 8;
            if ((command & 0x04) != 0) from |= (uint)*at++ << 16;
            if ((command & 0x08) != 0) from |= (uint)*at++ << 24;
            if ((command & 0x10) != 0) length = *at++;
            if ((command & 0x20) != 0) length |= (uint)*at++ << 8;
            if ((command & 0x40) != 0) length |= (uint)*at++ << 16;
            if (length == 0) length = 0x10000;
            if (at > end || length > stop - to || from > sourceSize || length > sourceSize - from) return false;
            if (length <= 256) CopyShort(source + from, to, (int)length);
            else Unsafe.CopyBlockUnaligned(to, source + from, length);
            copies.Add((int)from, (int)(to - target), (int)length);
            to += length;
        }
        return to == stop;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyShort(byte* from, byte* to, int length)
    {
        for (var end = to + length; to < end; to += 32, from += 32) Vector256.Store(Vector256.Load(from), to);
    }
}
