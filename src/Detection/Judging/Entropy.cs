namespace Stanch.Detection.Judging;

internal static class Entropy
{
    /// <summary>Shannon entropy over bytes, in bits per byte; 0 for nothing.</summary>
    public static double Of(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return 0;
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
