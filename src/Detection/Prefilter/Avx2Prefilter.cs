using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Stanch.Detection.Prefilter;

/// <summary>Eight positions at a time: eight hashes by vector multiplication, eight bitmap words by one gather.</summary>
internal sealed unsafe class Avx2Prefilter : IPrefilter
{
    private readonly ScalarPrefilter tail = new();

    public int Find(AnchorIndex index, byte* content, ref int from, int to, int* hits, int capacity)
    {
        var bitmap = (int*)index.Bitmap;
        var windows = Vector256.Create(
            0, 1, 2, 3, 1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6,
            4, 5, 6, 7, 5, 6, 7, 8, 6, 7, 8, 9, 7, 8, 9, (byte)10);
        var fold = Vector256.Create(AnchorIndex.Fold);
        var multiplier = Vector256.Create(AnchorIndex.Multiplier);
        var low5 = Vector256.Create(31u);
        var count = 0;
        var i = from;
        // 16 bytes are loaded for 8 positions: stop where the load would pass the last readable byte.
        for (; i + 16 <= to && count < capacity; i += 8)
        {
            var bytes = Vector256.Create(Vector128.Load(content + i), Vector128.Load(content + i));
            var product = Avx2.MultiplyLow((Avx2.Shuffle(bytes, windows).AsUInt32() | fold).AsInt32(), multiplier.AsInt32()).AsUInt32();
            var hash = Vector256.ShiftRightLogical(product, 32 - AnchorIndex.BitmapBits);
            var words = Avx2.GatherVector256(bitmap, Vector256.ShiftRightLogical(hash, 5).AsInt32(), 4).AsUInt32();
            var bits = Avx2.ShiftLeftLogicalVariable(words, low5 - (hash & low5));
            var mask = bits.ExtractMostSignificantBits();
            while (mask != 0)
            {
                var at = i + BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
                hits[count] = at;
                count += AnchorIndex.InSecondBitmap(index.Bitmap, AnchorIndex.Folded(content + at)) ? 1 : 0;
            }
        }
        from = i;
        return count >= capacity ? count : count + tail.Find(index, content, ref from, to, hits + count, capacity - count);
    }
}
