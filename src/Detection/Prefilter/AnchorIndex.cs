using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using Stanch.Catalog;

namespace Stanch.Detection.Prefilter;

/// <param name="Detector">Index of the detector that the anchor belongs to, or an <see cref="Decoding.EscapeKind"/>.</param>
/// <param name="Spot">Where the four bytes to look for begin; -1 = to be chosen.</param>
internal readonly record struct SpottedAnchor(string Anchor, int Detector, int Spot);

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
    private const int SmallBits = 16;
    private const int SmallWords = (1 << SmallBits) / 32;
    private const int HeadBits = 12;
    private const ulong FoldAll = 0x20202020_20202020;
    private const uint Three = 0xFFFFFF;

    private readonly Entry[] entries;
    /// <summary>Chains of the fragments of four bytes by their hash, behind them those of three.</summary>
    private readonly int[] heads;
    /// <summary>The first sixteen bytes of each anchor, one behind the other.</summary>
    private readonly byte[] padded;

    /// <param name="Bytes">Up to eight bytes of the anchor, all of them with bit 5 set, and the fragment among them.</param>
    /// <param name="Mask">Covers the bytes that count.</param>
    /// <param name="Back">How far before the fragment they begin: at most four.</param>
    [StructLayout(LayoutKind.Auto)]
    private record struct Entry(ulong Bytes, ulong Mask, int Anchor, int Offset, int Back, int Next);

    /// <summary>Bit set: some fragment has this hash. Pinned for the life of the process.</summary>
    public uint* Bitmap { get; }
    /// <summary>For the vector path: three tables of 128 bytes, in which of 8 buckets of anchors of three bytes a byte may stand first, second and third. Pinned.</summary>
    public byte* Classes { get; }
    /// <summary>
    /// For the vector path: three sets of 4,096 bits over <see cref="FragmentHash"/>, each as four tables of 128 bytes; then four tables of 64 that pick a bit of one
    /// of four. Pinned.
    /// </summary>
    public byte* HashTables { get; }
    /// <summary>For the vector path: two sets of 65,536 bits for fragments of four bytes by two hashes, and one for those of three. Pinned.</summary>
    private uint* Small { get; }
    /// <summary>ASCII-folded bytes of each anchor.</summary>
    public byte[][] Anchors { get; }
    /// <summary>Indexes of the detectors that each anchor belongs to.</summary>
    public int[][] DetectorsOf { get; }

    public int LongestAnchor { get; }

    public AnchorIndex(IReadOnlyList<SpottedAnchor> anchors)
    {
        // By hand, and without a query: this runs at every start, and a hook has ten milliseconds.
        var numbers = new Dictionary<string, int>(anchors.Count, StringComparer.OrdinalIgnoreCase);
        var bytesOf = new List<byte[]>(anchors.Count);
        var detectorsOf = new List<int[]>(anchors.Count);
        var spots = new List<int>(anchors.Count);
        foreach (var (anchor, detector, spot) in anchors)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, anchor, out var known);
            if (!known)
            {
                number = bytesOf.Count;
                bytesOf.Add(Lower(anchor));
                spots.Add(spot);
                detectorsOf.Add([detector]);
            }
            else if (detectorsOf[number] is var list && !list.AsSpan().Contains(detector)) detectorsOf[number] = [.. list, detector];
        }
        Anchors = [.. bytesOf];
        DetectorsOf = [.. detectorsOf];
        LongestAnchor = Anchors.Length == 0 ? 0 : Anchors.Max(a => a.Length);
        Bitmap = (uint*)NativeMemory.AlignedAlloc(2 * (1 << BitmapBits) / 8, 64);
        NativeMemory.Clear(Bitmap, 2 * (1 << BitmapBits) / 8);
        Classes = Zeroed(3 * 128);
        HashTables = Zeroed(12 * 128 + 4 * 64);
        Small = (uint*)Zeroed(3 * SmallWords * sizeof(uint));

        // Exact, since growing would touch twice the memory: this is built at every start.
        entries = new Entry[Anchors.Length];
        heads = new int[2 << HeadBits];
        Array.Fill(heads, -1);
        padded = new byte[Vector128<byte>.Count * Anchors.Length];
        for (var a = 0; a < Anchors.Length; a++) Anchors[a].AsSpan(0, Math.Min(Anchors[a].Length, Vector128<byte>.Count)).CopyTo(padded.AsSpan(Vector128<byte>.Count * a));
        var shorts = new List<uint>();
        for (var a = 0; a < Anchors.Length; a++)
        {
            var bytes = Anchors[a];
            if (bytes.Length >= 4)
            {
                var at = spots[a] >= 0 && spots[a] + 4 <= bytes.Length ? spots[a] : Rarest(bytes);
                var fragment = MemoryMarshal.Read<uint>(bytes.AsSpan(at)) | Fold;
                Enter(ref heads[Head(fragment)], Around(bytes, a, at));
                Mark(fragment);
                MarkHash(FragmentHash.Of(fragment));
                Set(Small, fragment * Multiplier >> (32 - SmallBits));
                Set(Small + SmallWords, fragment * SecondMultiplier >> (32 - SmallBits));
            }
            else
            {
                var fragment = (uint)(bytes[0] | bytes[1] << 8 | bytes[2] << 16) | (Fold & Three);
                Enter(ref heads[(1 << HeadBits) + Head(fragment)], Around(bytes, a, 0));
                Set(Small + 2 * SmallWords, (fragment << 8) * Multiplier >> (32 - SmallBits));
                shorts.Add(BinaryPrimitives.ReverseEndianness(fragment) >> 8);
                // The fourth byte may be anything, so each of its folded forms is entered.
                for (uint fourth = 0; fourth < 256; fourth++)
                {
                    if ((fourth & 0x20) != 0) Mark(fragment | fourth << 24);
                }
            }
        }
        BuildClasses([.. shorts]);
        for (var n = 0; n < 64; n++) HashTables[12 * 128 + 64 * (n >> 3 & 3) + n] = (byte)(1 << (n & 7));
    }

    private static byte* Zeroed(int size)
    {
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)size, 64);
        NativeMemory.Clear(memory, (nuint)size);
        return memory;
    }

    private static Entry Around(byte[] anchor, int number, int at)
    {
        var from = Math.Max(0, Math.Min(at, anchor.Length - 8));
        var part = anchor.AsSpan(from, Math.Min(8, anchor.Length - from));
        Span<byte> bytes = stackalloc byte[8];
        part.CopyTo(bytes);
        var mask = part.Length == 8 ? ~0UL : (1UL << (8 * part.Length)) - 1;
        return new Entry((BinaryPrimitives.ReadUInt64LittleEndian(bytes) | FoldAll) & mask, mask, number, at, at - from, 0);
    }

    private void Enter(ref int head, Entry entry)
    {
        entries[entry.Anchor] = entry with { Next = head };
        head = entry.Anchor;
    }

    private void Mark(uint fragment)
    {
        var hash = fragment * Multiplier >> (32 - BitmapBits);
        Bitmap[hash >> 5] |= 1u << (int)(hash & 31);
        var second = fragment * SecondMultiplier >> (32 - BitmapBits);
        Bitmap[SecondBitmap + (second >> 5)] |= 1u << (int)(second & 31);
    }

    private static void Set(uint* set, uint hash) => set[hash >> 5] |= 1u << (int)(hash & 31);

    /// <summary>Bits 0–6 and 8–12 of the hash in one set, 9–15 and 3–7 in another; in the third 16–22, and the sum of 0–4 and 8–12.</summary>
    private void MarkHash(int hash)
    {
        HashTables[128 * (hash >> 11 & 3) + (hash & 127)] |= (byte)(1 << (hash >> 8 & 7));
        HashTables[512 + 128 * (hash >> 6 & 3) + (hash >> 9 & 127)] |= (byte)(1 << (hash >> 3 & 7));
        var mixed = hash ^ hash >> 8;
        HashTables[1024 + 128 * (mixed >> 3 & 3) + (hash >> 16 & 127)] |= (byte)(1 << (mixed & 7));
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

    private static int Rarest(byte[] anchor)
    {
        var best = 0;
        var bestScore = -1;
        for (var i = 0; i + 4 <= anchor.Length; i++)
        {
            var score = ByteRarity.Of(anchor.AsSpan(i, 4));
            if (score > bestScore) (best, bestScore) = (i, score);
        }
        return best;
    }

    /// <summary>Sorted by their first byte, so that each bucket admits only a few first bytes: half a percent of the positions of source code pass.</summary>
    /// <param name="shorts">Three bytes each, the first one highest.</param>
    private void BuildClasses(uint[] shorts)
    {
        Array.Sort(shorts);
        for (var i = 0; i < shorts.Length; i++)
        {
            for (var position = 0; position < 3; position++)
            {
                var folded = (byte)(shorts[i] >> (16 - 8 * position));
                // The fold sets bit 5, so two bytes lead to each folded one. The vector lookup takes the low seven bits of a byte alone.
                Classes[position * 128 + (folded & 0x7F)] |= (byte)(1 << 8 * i / shorts.Length);
                Classes[position * 128 + (folded & 0x5F)] |= (byte)(1 << 8 * i / shorts.Length);
            }
        }
    }

    /// <summary>
    /// Those of <paramref name="count"/> positions whose bytes are a fragment's, by three sets of 8 KiB each, which leave room in the first-level cache: anchors of three bytes have
    /// one of their own.
    /// </summary>
    /// <returns>Number of positions written to <paramref name="kept"/>.</returns>
    public int Keep(byte* content, int* positions, int count, int* kept)
    {
        var fours = Small;
        var seconds = fours + SmallWords;
        var threes = seconds + SmallWords;
        var n = 0;
        for (var i = 0; i < count; i++)
        {
            var folded = Folded(content + positions[i]);
            var first = folded * Multiplier >> (32 - SmallBits);
            var second = folded * SecondMultiplier >> (32 - SmallBits);
            var third = (folded << 8) * Multiplier >> (32 - SmallBits);
            // Written first, counted only when it stays: no branch to mispredict.
            kept[n] = positions[i];
            n += (int)((fours[first >> 5] >> (int)(first & 31) & seconds[second >> 5] >> (int)(second & 31) | threes[third >> 5] >> (int)(third & 31)) & 1);
        }
        return n;
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

    /// <summary>First entry of an anchor of four bytes or more that may stand around a position whose folded four bytes are given; -1 = none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int First(uint folded) => heads[Head(folded)];

    /// <summary>The same of the anchors of three bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FirstOfThree(uint folded) => heads[(1 << HeadBits) + Head(folded & Three)];

    /// <summary>Tests entry <paramref name="entry"/> at <paramref name="position"/> and moves on to the next one.</summary>
    /// <returns>True when the whole anchor stands there, beginning at <paramref name="start"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Test(ref int entry, ReadOnlySpan<byte> content, int position, out int anchor, out int start)
    {
        ref readonly var e = ref entries[entry];
        entry = e.Next;
        anchor = e.Anchor;
        start = position - e.Offset;
        var from = position - e.Back;
        // Eight bytes at once where there are as many: seven of ten fragments are none of the anchor.
        if (from >= 0 && from + 8 <= content.Length && ((Unsafe.ReadUnaligned<ulong>(in content[from]) | FoldAll) & e.Mask) != e.Bytes) return false;
        return start >= 0 && Stands(content, start, anchor);
    }

    private bool Stands(ReadOnlySpan<byte> content, int start, int anchor)
    {
        var bytes = Anchors[anchor];
        if (bytes.Length > Vector128<byte>.Count || start > content.Length - Vector128<byte>.Count) return EqualsFolded(content, start, bytes);
        var found = Vector128.LoadUnsafe(in content[start]);
        found |= Vector128.LessThan(found - Vector128.Create((byte)'A'), Vector128.Create((byte)26)) & Vector128.Create((byte)0x20);
        var differ = ~Vector128.Equals(found, Vector128.LoadUnsafe(in padded[Vector128<byte>.Count * anchor])).ExtractMostSignificantBits();
        return (differ & (1u << bytes.Length) - 1) == 0;
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
