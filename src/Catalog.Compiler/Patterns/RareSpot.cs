using System.Text;

namespace Stanch.Catalog.Compiler.Patterns;

/// <summary>
/// Which four bytes of an anchor to look for: those that stand least often in source code. Worked out here and not at every start, since it takes a table of the 12,000 commonest
/// groups. With the 1,100 commonest alone 0.47 % of the positions of source code were looked at for nothing, now 0.26 %.
/// </summary>
/// <remarks>
/// <c>common-fragments.txt</c>: the groups, case folded, the commonest first, 25 a line; counted over 41 MB of C, Python, JavaScript, Java, PHP, Go, Perl and their documentation, at
/// most 60,000 bytes of a file and 40 of a kind in it.
/// </remarks>
internal static class RareSpot
{
    private static readonly Lazy<Dictionary<string, int>> Places = new(Load);

    private static Dictionary<string, int> Load()
    {
        using var stream = typeof(RareSpot).Assembly.GetManifestResourceStream("common-fragments.txt")!;
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var places = new Dictionary<string, int>(12_000, StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            for (var i = 0; i + 4 <= line.Length; i += 4) places.TryAdd(Folded(line[i..(i + 4)]), places.Count);
        }
        return places;
    }

    // Capitals, small letters and what the prefilter's fold can't tell from them.
    private static string Folded(string group) => string.Create(4, group, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++) to[i] = (char)(from[i] | 0x20);
    });

    /// <summary>Offset of the rarest four bytes; 0 for an anchor of three.</summary>
    public static byte Of(string anchor)
    {
        var (best, rarest) = (0, -1);
        for (var i = 0; i + 4 <= anchor.Length && i <= byte.MaxValue; i++)
        {
            var group = Folded(anchor[i..(i + 4)]);
            var place = Places.Value.TryGetValue(group, out var common) ? common : 100_000 + Detection.Prefilter.ByteRarity.Of(Encoding.Latin1.GetBytes(group));
            if (place > rarest) (best, rarest) = (i, place);
        }
        return (byte)best;
    }
}
