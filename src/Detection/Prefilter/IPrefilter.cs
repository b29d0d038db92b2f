using System.Runtime.Intrinsics.X86;

namespace Stanch.Detection.Prefilter;

/// <summary>Finds the positions at which the fragment of an anchor may stand. All implementations give every position at which one does; they may differ in how many others they give.</summary>
internal unsafe interface IPrefilter
{
    /// <summary>Writes the positions in [from, to) whose four bytes are in the index's bitmap, ascending.</summary>
    /// <param name="content">Bytes of the blob; 4 bytes from every position below <paramref name="to"/> are readable.</param>
    /// <param name="from">First position; moved on to the first position not looked at.</param>
    /// <param name="hits">Room for at least 64 positions more than <paramref name="capacity"/>.</param>
    /// <returns>Number of positions written; the call ends early once it is <paramref name="capacity"/> or more.</returns>
    int Find(AnchorIndex index, byte* content, ref int from, int to, int* hits, int capacity);
}

internal static class Prefilters
{
    /// <summary>All that this machine can run, quickest first; the last one is the plain twin of the others.</summary>
    public static IReadOnlyList<IPrefilter> Available { get; } = Supported();

    private static List<IPrefilter> Supported()
    {
        var list = new List<IPrefilter>(3);
        if (GfniPrefilter.IsSupported) list.Add(new GfniPrefilter());
        if (Avx2.IsSupported) list.Add(new Avx2Prefilter());
        list.Add(new ScalarPrefilter());
        return list;
    }
}
