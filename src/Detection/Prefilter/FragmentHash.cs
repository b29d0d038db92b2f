namespace Stanch.Detection.Prefilter;

/// <summary>
/// A hash of four bytes in 24 bits that a processor computes for 64 positions with twelve matrix instructions: the sum over GF(2) of one 8-by-8 bit matrix for each byte and third.
/// ASCII case is folded by what the matrices leave out: bit 5.
/// </summary>
/// <remarks>The rows are random ones: of three choices tried for the lower 16 bits none was better than the others. With all 24, 2 % of the positions of source code pass, with 16 it was 5 %.</remarks>
internal static class FragmentHash
{
    private const ulong WithoutCase = 0xDFDFDFDF_DFDFDFDF;

    /// <summary>Matrices of the low half, for the bytes of a fragment in order, as GF2P8AFFINEQB takes them: the lowest output bit's row in the highest byte.</summary>
    public static readonly ulong[] Low = Matrices(LowSeed);
    /// <summary>Those of the middle.</summary>
    public static readonly ulong[] High = Matrices(HighSeed);
    /// <summary>Those of the highest.</summary>
    public static readonly ulong[] Third = Matrices(ThirdSeed);

    private const ulong LowSeed = 0x9E3779B97F4A7C15;
    private const ulong HighSeed = 0xC2B2AE3D27D4EB4F;

    private const ulong ThirdSeed = 0x2545F4914F6CDD1D;

    private static readonly int[] Table = BuildTable();

    private static ulong[] Matrices(ulong state)
    {
        var matrices = new ulong[4];
        foreach (ref var matrix in matrices.AsSpan())
        {
            // SplitMix64.
            state += 0x9E3779B97F4A7C15;
            var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            matrix = (z ^ (z >> 31)) & WithoutCase;
        }
        return matrices;
    }

    /// <summary>The hash's share of each value of each byte: 4 by 256.</summary>
    private static int[] BuildTable()
    {
        var table = new int[4 * 256];
        for (var position = 0; position < 4; position++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var share = Column(Low[position], bit) | Column(High[position], bit) << 8 | Column(Third[position], bit) << 16;
                for (var value = 1 << bit; value < 2 << bit; value++) table[256 * position + value] = table[256 * position + value - (1 << bit)] ^ share;
            }
        }
        return table;
    }

    private static int Column(ulong matrix, int bit)
    {
        var column = 0;
        for (var row = 0; row < 8; row++) column |= (int)(matrix >> (8 * (7 - row) + bit) & 1) << row;
        return column;
    }

    /// <param name="fragment">Four bytes, little-endian; bit 5 of each does not matter.</param>
    public static int Of(uint fragment) =>
        Table[fragment & 0xFF] ^ Table[256 + (fragment >> 8 & 0xFF)] ^ Table[512 + (fragment >> 16 & 0xFF)] ^ Table[768 + (fragment >> 24)];
}
