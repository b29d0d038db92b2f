namespace Stanch.Sources.Git;

/// <summary>
/// Tells what a tree holds that the tree it derives from does not, and the other way round, from what the delta copies. An entry that lies
/// in a copied stretch as a whole is in both, so only entries at the stretches' ends are looked at.
/// </summary>
internal sealed unsafe class TreeChanges(int hashLength)
{
    private (int From, int End)[] kept = new (int, int)[64];

    /// <summary>Offsets of entries in the tree that are not in its base.</summary>
    public List<int> Added { get; } = [];
    /// <summary>Offsets of entries in the base that are not in the tree.</summary>
    public List<int> Removed { get; } = [];

    /// <summary>All entries of a tree that stands by itself. False when it is no tree: what came before the fault is listed.</summary>
    public bool Read(NativeBuffer tree)
    {
        Added.Clear();
        Removed.Clear();
        var entries = new TreeEntries(tree.Start, tree.Length, hashLength);
        while (entries.MoveNext()) Added.Add(entries.Start);
        return !entries.Broken;
    }

    public bool Compare(NativeBuffer tree, NativeBuffer from, ReadOnlySpan<Copied> copies)
    {
        Added.Clear();
        Removed.Clear();
        if (kept.Length < copies.Length) kept = new (int, int)[copies.Length * 2];
        var stretches = 0;
        var entries = new TreeEntries(tree.Start, tree.Length, hashLength);
        var next = 0;
        var first = -1;
        while (entries.MoveNext())
        {
            while (next < copies.Length && copies[next].To + copies[next].Length < entries.End)
            {
                Keep(copies[next++], ref first, entries.Start, ref stretches);
            }
            if (next < copies.Length && copies[next].To <= entries.Start)
            {
                if (first < 0) first = entries.Start;
            }
            else Added.Add(entries.Start);
        }
        if (next < copies.Length) Keep(copies[next], ref first, entries.Start, ref stretches);
        ReadRemoved(from, stretches);
        return !entries.Broken;
    }

    // Entries from `first` to `end` lie in the stretch as a whole.
    private void Keep(in Copied copy, ref int first, int end, ref int stretches)
    {
        if (first >= 0) kept[stretches++] = (copy.From + first - copy.To, copy.From + end - copy.To);
        first = -1;
    }

    private void ReadRemoved(NativeBuffer from, int stretches)
    {
        var sorted = kept.AsSpan(0, stretches);
        if (stretches > 1) sorted.Sort();
        var at = 0;
        for (var i = 0; i <= stretches; i++)
        {
            var until = i < stretches ? sorted[i].From : from.Length;
            var entries = new TreeEntries(from.Start, from.Length, hashLength, at);
            while (entries.End < until && entries.MoveNext()) Removed.Add(entries.Start);
            if (i < stretches) at = Math.Max(at, sorted[i].End);
        }
    }
}
