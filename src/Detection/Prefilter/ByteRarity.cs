namespace Stanch.Detection.Prefilter;

/// <summary>
/// How rare a byte is in source code, roughly, with ASCII case folded: only used to choose which four bytes of an anchor are looked for.
/// A wrong guess costs time, never a finding.
/// </summary>
internal static class ByteRarity
{
    // Most frequent first; measured order over mixed C, Python, JavaScript and Markdown, coarse on purpose.
    private const string Frequent = " etaoinsrldcupm_f.hgb(),y-;\"/:='w0v1k*x2<>j{}q3z5468[]97#&@!$|+%\\?~^`";

    private static readonly byte[] Score = Build();

    private static byte[] Build()
    {
        var score = new byte[256];
        Array.Fill(score, (byte)80);
        for (var i = 0; i < Frequent.Length; i++) score[Frequent[i]] = (byte)(i + 1);
        return score;
    }

    /// <summary>Higher = rarer. <paramref name="fragment"/> is folded.</summary>
    public static int Of(ReadOnlySpan<byte> fragment)
    {
        var sum = 0;
        var rarest = 0;
        foreach (var b in fragment)
        {
            sum += Score[b];
            rarest = Math.Max(rarest, Score[b]);
        }
        return sum + rarest;
    }
}
