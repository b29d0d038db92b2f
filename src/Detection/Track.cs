using System.Buffers.Binary;
using System.Numerics;
using Stanch.Catalog;

namespace Stanch.Detection;

/// <summary>
/// Whether what follows from an anchor on can be the detector's at all: all places of a small automaton at once, in the bits of one word. It spares most regular-expression
/// calls.
/// </summary>
internal sealed class Track
{
    /// <summary>What is still possible after so many bytes is left to the pattern.</summary>
    private const int Far = 64;

    /// <summary>For each byte the places that it may take.</summary>
    private readonly ulong[] taking = new ulong[256];
    private readonly ulong[] next;
    private readonly ulong first;

    /// <param name="compiled">Not empty; see <see cref="Detector.Track"/>.</param>
    public Track(ReadOnlySpan<byte> compiled)
    {
        var (places, sets) = (compiled[0], compiled[1]);
        first = BinaryPrimitives.ReadUInt64LittleEndian(compiled[2..]);
        next = new ulong[places];
        for (var place = 0; place < places; place++)
        {
            var at = 10 + 17 * sets + 9 * place;
            var set = compiled.Slice(10 + 17 * compiled[at], 17);
            next[place] = BinaryPrimitives.ReadUInt64LittleEndian(compiled[(at + 1)..]);
            Enter(place, 0, BinaryPrimitives.ReadUInt64LittleEndian(set));
            Enter(place, 64, BinaryPrimitives.ReadUInt64LittleEndian(set[8..]));
            if (set[16] != 0) Enter(place, 128, ~0UL);
            if (set[16] != 0) Enter(place, 192, ~0UL);
        }
    }

    private void Enter(int place, int from, ulong members)
    {
        for (; members != 0; members &= members - 1) taking[from + BitOperations.TrailingZeroCount(members)] |= 1UL << place;
    }

    /// <param name="content">From the start of the anchor hit to the end of the content.</param>
    public bool MayFollow(ReadOnlySpan<byte> content)
    {
        var reached = first;
        foreach (var b in content.Length > Far ? content[..Far] : content)
        {
            reached &= taking[b];
            ulong after = 0;
            for (; reached != 0; reached &= reached - 1) after |= next[BitOperations.TrailingZeroCount(reached)];
            if ((after >> Detector.TrackThrough & 1) != 0) return true;
            if (after == 0) return false;
            reached = after;
        }
        return content.Length > Far;
    }
}
