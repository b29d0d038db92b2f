using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Stanch.Detection.Prefilter;

/// <summary>
/// 64 positions at a time: a hash of four bytes held against three small tables, and exact byte classes for anchors of three bytes; then the
/// bitmaps for what passes, some 2.5 % of the positions of source code. Classes alone for all anchors let 40 % pass, and cost three times as much.
/// </summary>
internal sealed unsafe class GfniPrefilter : IPrefilter
{
    private const int Chunk = 4096;

    private readonly ScalarPrefilter tail = new();

    public static bool IsSupported => Avx512Vbmi.IsSupported && Gfni.V512.IsSupported;

    [SkipLocalsInit]
    public int Find(AnchorIndex index, byte* content, ref int from, int to, int* hits, int capacity)
    {
        if (to < 64) return tail.Find(index, content, ref from, to, hits, capacity);
        // What a block may add at most stays free at the end.
        var passed = stackalloc int[Chunk + 64];
        var count = 0;
        var i = from;
        while (i < to && count < capacity)
        {
            var passing = Pass(index, content, ref i, to, passed, Math.Min(Chunk, capacity - count));
            count += index.Keep(content, passed, passing, hits + count);
        }
        from = i;
        return count;
    }

    private static int Pass(AnchorIndex index, byte* content, ref int at, int to, int* passed, int capacity)
    {
        var tables = index.HashTables;
        var classes = index.Classes;
        var (low0, low1, low2, low3) = (Matrix(FragmentHash.Low[0]), Matrix(FragmentHash.Low[1]), Matrix(FragmentHash.Low[2]), Matrix(FragmentHash.Low[3]));
        var (high0, high1, high2, high3) = (Matrix(FragmentHash.High[0]), Matrix(FragmentHash.High[1]), Matrix(FragmentHash.High[2]), Matrix(FragmentHash.High[3]));
        var (third0, third1, third2, third3) = (Matrix(FragmentHash.Third[0]), Matrix(FragmentHash.Third[1]), Matrix(FragmentHash.Third[2]), Matrix(FragmentHash.Third[3]));
        var (select0, select1, select2, select3) = (Vector512.Load(tables + 1536), Vector512.Load(tables + 1600), Vector512.Load(tables + 1664), Vector512.Load(tables + 1728));
        var count = 0;
        var i = at;
        // The last four-byte window of a block of 64 ends 67 bytes after its start.
        for (; i < to && count < capacity; i += 64)
        {
            // The last block reaches back over what was looked at.
            var block = Math.Min(i, to - 64);
            var v0 = Vector512.Load(content + block);
            var v1 = Vector512.Load(content + block + 1);
            var v2 = Vector512.Load(content + block + 2);
            var v3 = Vector512.Load(content + block + 3);
            var low = Gfni.V512.GaloisFieldAffineTransform(v0, low0, 0) ^ Gfni.V512.GaloisFieldAffineTransform(v1, low1, 0)
                ^ Gfni.V512.GaloisFieldAffineTransform(v2, low2, 0) ^ Gfni.V512.GaloisFieldAffineTransform(v3, low3, 0);
            var high = Gfni.V512.GaloisFieldAffineTransform(v0, high0, 0) ^ Gfni.V512.GaloisFieldAffineTransform(v1, high1, 0)
                ^ Gfni.V512.GaloisFieldAffineTransform(v2, high2, 0) ^ Gfni.V512.GaloisFieldAffineTransform(v3, high3, 0);
            var extra = Gfni.V512.GaloisFieldAffineTransform(v0, third0, 0) ^ Gfni.V512.GaloisFieldAffineTransform(v1, third1, 0)
                ^ Gfni.V512.GaloisFieldAffineTransform(v2, third2, 0) ^ Gfni.V512.GaloisFieldAffineTransform(v3, third3, 0);
            var first = (Look(tables, low) & Avx512Vbmi.PermuteVar64x8(select0, high))
                | (Look(tables + 128, low) & Avx512Vbmi.PermuteVar64x8(select1, high))
                | (Look(tables + 256, low) & Avx512Vbmi.PermuteVar64x8(select2, high))
                | (Look(tables + 384, low) & Avx512Vbmi.PermuteVar64x8(select3, high));
            // The same bits of the hash in other places: what takes part in the index of one table is selected by in the other.
            var turned = Vector512.ShiftRightLogical(high.AsUInt16(), 1).AsByte();
            var other = Vector512.ShiftRightLogical(low.AsUInt16(), 3).AsByte();
            var second = (Look(tables + 512, turned) & Avx512Vbmi.PermuteVar64x8(select0, other))
                | (Look(tables + 640, turned) & Avx512Vbmi.PermuteVar64x8(select1, other))
                | (Look(tables + 768, turned) & Avx512Vbmi.PermuteVar64x8(select2, other))
                | (Look(tables + 896, turned) & Avx512Vbmi.PermuteVar64x8(select3, other));
            var mixed = low ^ high;
            var third = (Look(tables + 1024, extra) & Avx512Vbmi.PermuteVar64x8(select0, mixed))
                | (Look(tables + 1152, extra) & Avx512Vbmi.PermuteVar64x8(select1, mixed))
                | (Look(tables + 1280, extra) & Avx512Vbmi.PermuteVar64x8(select2, mixed))
                | (Look(tables + 1408, extra) & Avx512Vbmi.PermuteVar64x8(select3, mixed));
            var three = Look(classes, v0) & Look(classes + 128, v1) & Look(classes + 256, v2);
            var mask = (~Vector512.Equals(Vector512.Min(Vector512.Min(first, second), third) | three, Vector512<byte>.Zero)).ExtractMostSignificantBits() & ~0UL << (i - block);
            var many = BitOperations.PopCount(mask);
            var to4 = passed + count;
            count += many;
            do
            {
                // Four at a time, whether there are as many or not: a branch for each would be mispredicted once a block.
                to4[0] = block + BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
                to4[1] = block + BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
                to4[2] = block + BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
                to4[3] = block + BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
                to4 += 4;
            }
            while (mask != 0);
        }
        at = Math.Min(i, to);
        return count;
    }

    private static Vector512<byte> Matrix(ulong rows) => Vector512.Create(rows).AsByte();

    private static Vector512<byte> Look(byte* table, Vector512<byte> index) => Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(table), index, Vector512.Load(table + 64));
}
