using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Stanch.Catalog;

namespace Stanch.Detection.Prefilter;

/// <summary>
/// All anchors of all detectors, arranged so that a position can be dismissed by one multiplication and one bit: the rarest four bytes of
/// each anchor, case folded, hashed into a bitmap of 32 KiB that stays in the first-level cache (16 KiB let 3.2 % of the positions of source
/// code pass instead of 1.7 %, 64 KiB cost a third of the speed). Immutable, shared by all threads.
/// </summary>
internal sealed unsafe class AnchorIndex
{
    internal const int BitmapBits = 18;
    internal const uint Multiplier = 0x9E3779B1;
    internal const uint Fold = 0x20202020;
    private const uint SecondMultiplier = 0xC2B2AE35;
    private const int SecondBitmap = (1 << BitmapBits) / 32;
    private const int HeadBits = 14;

    private readonly Entry[] entries;
    private readonly int[] heads;

    [StructLayout(LayoutKind.Auto)]
    private record struct Entry(uint Fragment, int Anchor, int Offset, int Next);

    /// <summary>Bit set: some fragment has this hash. Pinned for the life of the process.</summary>
    public uint* Bitmap { get; }
    /// <summary>For the vector path: eight tables of 128 bytes, sets of 8 buckets by 4 positions. Pinned.</summary>
    public byte* Classes { get; }
    /// <summary>ASCII-folded bytes of each anchor.</summary>
    public byte[][] Anchors { get; }
    /// <summary>Indexes of the detectors that each anchor belongs to.</summary>
    public int[][] DetectorsOf { get; }

    public int LongestAnchor { get; }

    public AnchorIndex(IReadOnlyList<(string Anchor, int Detector)> anchors)
    {
        // By hand, and without a query: this runs at every start, and a hook has ten milliseconds.
        var numbers = new Dictionary<string, int>(anchors.Count, StringComparer.OrdinalIgnoreCase);
        var bytesOf = new List<byte[]>(anchors.Count);
        var detectorsOf = new List<int[]>(anchors.Count);
        foreach (var (anchor, detector) in anchors)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, anchor, out var known);
            if (!known)
            {
                number = bytesOf.Count;
                bytesOf.Add(Lower(anchor));
                detectorsOf.Add([detector]);
            }
            else if (detectorsOf[number] is var list && !list.AsSpan().Contains(detector)) detectorsOf[number] = [.. list, detector];
        }
        Anchors = [.. bytesOf];
        DetectorsOf = [.. detectorsOf];
        LongestAnchor = Anchors.Length == 0 ? 0 : Anchors.Max(a => a.Length);
        Bitmap = (uint*)NativeMemory.AlignedAlloc(2 * (1 << BitmapBits) / 8, 64);
        NativeMemory.Clear(Bitmap, 2 * (1 << BitmapBits) / 8);
        Classes = (byte*)NativeMemory.AlignedAlloc(8 * 128, 64);
        NativeMemory.Clear(Classes, 8 * 128);

        // Exact, since growing would touch twice the memory: this is built at every start.
        entries = new Entry[Anchors.Sum(a => a.Length >= 4 ? 1 : 128)];
        var common = CommonFragments.Places();
        heads = new int[1 << HeadBits];
        Array.Fill(heads, -1);
        var count = 0;
        for (var a = 0; a < Anchors.Length; a++)
        {
            var bytes = Anchors[a];
            if (bytes.Length >= 4)
            {
                var at = Rarest(bytes, common);
                Add(ref count, MemoryMarshal.Read<uint>(bytes.AsSpan(at)) | Fold, a, at);
            }
            else
            {
                // Three bytes: the fourth may be anything, so each of its folded forms is entered.
                var three = (uint)(bytes[0] | bytes[1] << 8 | bytes[2] << 16) | (Fold & 0xFFFFFF);
                for (uint fourth = 0; fourth < 256; fourth++)
                {
                    if ((fourth & 0x20) != 0) Add(ref count, three | fourth << 24, a, 0);
                }
            }
        }
        BuildClasses();
    }

    private static byte[] Lower(string anchor)
    {
        var bytes = Encoding.Latin1.GetBytes(anchor);
        foreach (ref var b in bytes.AsSpan())
        {
            if ((uint)(b - 'A') < 26) b |= 0x20;
        }
        return bytes;
    }

    private static int Rarest(byte[] anchor, Dictionary<uint, int> common)
    {
        var best = 0;
        var bestScore = -1;
        for (var i = 0; i + 4 <= anchor.Length; i++)
        {
            var group = MemoryMarshal.Read<uint>(anchor.AsSpan(i)) | Fold;
            var score = common.TryGetValue(group, out var place) ? place : 100_000 + ByteRarity.Of(anchor.AsSpan(i, 4));
            if (score > bestScore) (best, bestScore) = (i, score);
        }
        return best;
    }

    private void Add(ref int count, uint fragment, int anchor, int offset)
    {
        var hash = fragment * Multiplier >> (32 - BitmapBits);
        Bitmap[hash >> 5] |= 1u << (int)(hash & 31);
        var second = fragment * SecondMultiplier >> (32 - BitmapBits);
        Bitmap[SecondBitmap + (second >> 5)] |= 1u << (int)(second & 31);
        ref var head = ref heads[Head(fragment)];
        entries[count] = new Entry(fragment, anchor, offset, head);
        head = count++;
    }

    /// <summary>
    /// Fragments sorted by their first byte fall into 16 buckets, so each bucket's first position admits only a few bytes: about 5 % of positions
    /// of source code pass, where buckets filled at random let 24 % pass.
    /// </summary>
    private void BuildClasses()
    {
        var sorted = new uint[entries.Length];
        for (var i = 0; i < sorted.Length; i++) sorted[i] = BinaryPrimitives.ReverseEndianness(entries[i].Fragment);
        Array.Sort(sorted);
        // An anchor of three bytes stands there once for each fourth byte, and must not take a bucket for each.
        var distinct = 0;
        for (var i = 0; i < sorted.Length; i++) distinct += i == 0 || sorted[i] >> 8 != sorted[i - 1] >> 8 ? 1 : 0;
        var rank = -1;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] >> 8 != sorted[i - 1] >> 8) rank++;
            var bucket = (int)((long)rank * 16 / distinct);
            var table = Classes + bucket / 8 * 4 * 128;
            for (var position = 0; position < 4; position++)
            {
                var folded = (byte)(sorted[i] >> (24 - 8 * position));
                // The fold sets bit 5, so two bytes lead to each folded one. The vector lookup takes the low seven bits of a byte alone.
                table[position * 128 + (folded & 0x7F)] |= (byte)(1 << bucket % 8);
                table[position * 128 + (folded & 0x5F)] |= (byte)(1 << bucket % 8);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Folded(byte* at) => Unsafe.ReadUnaligned<uint>(at) | Fold;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool InBitmap(uint* bitmap, uint folded)
    {
        var hash = folded * Multiplier >> (32 - BitmapBits);
        return (bitmap[hash >> 5] >> (int)(hash & 31) & 1) != 0 && InSecondBitmap(bitmap, folded);
    }

    /// <summary>
    /// Anchors of three bytes fill some 3 % of the bitmap; a second hash into a second one leaves 0.1 % of other positions, where each one that is left costs a walk
    /// along a chain.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool InSecondBitmap(uint* bitmap, uint folded)
    {
        var hash = folded * SecondMultiplier >> (32 - BitmapBits);
        return (bitmap[SecondBitmap + (hash >> 5)] >> (int)(hash & 31) & 1) != 0;
    }

    private static int Head(uint folded) => (int)(folded * 0x85EBCA6B >> (32 - HeadBits));

    /// <summary>First anchor entry that may stand around a position whose folded four bytes are given; -1 = none.</summary>
    public int First(uint folded) => heads[Head(folded)];

    /// <summary>Tests entry <paramref name="entry"/> at <paramref name="position"/> and moves on to the next one.</summary>
    /// <returns>True when the whole anchor stands there, beginning at <paramref name="start"/>.</returns>
    public bool Test(ref int entry, uint folded, ReadOnlySpan<byte> content, int position, out int anchor, out int start)
    {
        ref readonly var e = ref entries[entry];
        entry = e.Next;
        anchor = e.Anchor;
        start = position - e.Offset;
        return e.Fragment == folded && start >= 0 && EqualsFolded(content, start, Anchors[anchor]);
    }

    private static bool EqualsFolded(ReadOnlySpan<byte> content, int start, byte[] anchor)
    {
        if (anchor.Length > content.Length - start) return false;
        for (var i = 0; i < anchor.Length; i++)
        {
            var b = content[start + i];
            if ((uint)(b - 'A') < 26) b |= 0x20;
            if (b != anchor[i]) return false;
        }
        return true;
    }
}
