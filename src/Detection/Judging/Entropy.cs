using System.Numerics;
using System.Runtime.Intrinsics;

namespace Stanch.Detection.Judging;

internal static class Entropy
{
    private static readonly double[] Weighed = [.. Enumerable.Range(0, 256).Select(count => count < 2 ? 0 : count * Math.Log2(count))];

    /// <summary>Shannon entropy over bytes, in bits per byte; 0 for nothing.</summary>
    public static double Of(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return 0;
        if (value.Length > byte.MaxValue) return OfLong(value);
        Span<byte> counts = stackalloc byte[256];
        counts.Clear();
        foreach (var b in value) counts[b]++;
        var sum = 0.0;
        for (var from = 0; from < counts.Length; from += 32)
        {
            // Of a short value most bytes occur never or once.
            for (var more = Vector256.GreaterThan(Vector256.Create<byte>(counts.Slice(from, 32)), Vector256<byte>.One).ExtractMostSignificantBits(); more != 0; more &= more - 1)
                sum += Weighed[counts[from + BitOperations.TrailingZeroCount(more)]];
        }
        return Math.Log2(value.Length) - sum / value.Length;
    }

    private static double OfLong(ReadOnlySpan<byte> value)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        foreach (var b in value) counts[b]++;
        var sum = 0.0;
        foreach (var count in counts)
        {
            if (count > 1) sum += count * Math.Log2(count);
        }
        return Math.Log2(value.Length) - sum / value.Length;
    }
}
