using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Stanch.Detection.Prefilter;

/// <summary>
/// 64 positions at a time: exact byte classes by a 128-entry permute, 4 positions by 16 buckets, then the bitmap for what passes.
/// </summary>
internal sealed unsafe class VbmiPrefilter : IPrefilter
{
    private readonly ScalarPrefilter tail = new();

    public int Find(AnchorIndex index, byte* content, ref int from, int to, int* hits, int capacity)
    {
        var bitmap = index.Bitmap;
        var classes = index.Classes;
        Vector512<byte> a0 = Vector512.Load(classes), a0h = Vector512.Load(classes + 64);
        Vector512<byte> a1 = Vector512.Load(classes + 128), a1h = Vector512.Load(classes + 192);
        Vector512<byte> a2 = Vector512.Load(classes + 256), a2h = Vector512.Load(classes + 320);
        Vector512<byte> a3 = Vector512.Load(classes + 384), a3h = Vector512.Load(classes + 448);
        Vector512<byte> b0 = Vector512.Load(classes + 512), b0h = Vector512.Load(classes + 576);
        Vector512<byte> b1 = Vector512.Load(classes + 640), b1h = Vector512.Load(classes + 704);
        Vector512<byte> b2 = Vector512.Load(classes + 768), b2h = Vector512.Load(classes + 832);
        Vector512<byte> b3 = Vector512.Load(classes + 896), b3h = Vector512.Load(classes + 960);
        var count = 0;
        var i = from;
        // The last four-byte window of a block of 64 ends 67 bytes after its start.
        for (; i + 64 <= to && count < capacity; i += 64)
        {
            var v0 = Vector512.Load(content + i);
            var v1 = Vector512.Load(content + i + 1);
            var v2 = Vector512.Load(content + i + 2);
            var v3 = Vector512.Load(content + i + 3);
            var a = Avx512Vbmi.PermuteVar64x8x2(a0, v0, a0h) & Avx512Vbmi.PermuteVar64x8x2(a1, v1, a1h)
                & Avx512Vbmi.PermuteVar64x8x2(a2, v2, a2h) & Avx512Vbmi.PermuteVar64x8x2(a3, v3, a3h);
            var b = Avx512Vbmi.PermuteVar64x8x2(b0, v0, b0h) & Avx512Vbmi.PermuteVar64x8x2(b1, v1, b1h)
                & Avx512Vbmi.PermuteVar64x8x2(b2, v2, b2h) & Avx512Vbmi.PermuteVar64x8x2(b3, v3, b3h);
            var mask = ~Vector512.Equals(a | b, Vector512<byte>.Zero).ExtractMostSignificantBits();
            while (mask != 0)
            {
                var at = i + BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
                // Written first, counted only when it stays: no branch to mispredict.
                hits[count] = at;
                count += AnchorIndex.InBitmap(bitmap, AnchorIndex.Folded(content + at)) ? 1 : 0;
            }
        }
        from = i;
        return count >= capacity ? count : count + tail.Find(index, content, ref from, to, hits + count, capacity - count);
    }
}
