using System.Buffers.Binary;
using System.Numerics;

namespace Stanch.Catalog.Compiler.Patterns;

/// <summary>
/// Writes the track of a pattern (<see cref="Detector.Track"/>): what follows from the start of an anchor on, as Glushkov's automaton without a state for the start. It
/// admits all that the pattern does and more: lookarounds are left out, long repetitions count as endless, and what does not fit into 62 places admits anything.
/// </summary>
internal sealed class TrackWriter
{
    private const int MostPlaces = 62;
    /// <summary>Of a repetition so many times are told apart.</summary>
    private const int MostCopies = 12;
    private const ulong Through = 1UL << Detector.TrackThrough;

    private readonly List<ByteSet> places = [];
    private readonly ulong[] next = new ulong[MostPlaces];

    /// <param name="First">Places that may take the first byte.</param>
    /// <param name="Last">Places that may take the last.</param>
    private readonly record struct Piece(ulong First, ulong Last, bool Nothing)
    {
        public static readonly Piece Empty = new(0, 0, Nothing: true);
        public static readonly Piece Anything = new(Through, 0, Nothing: false);
    }

    /// <param name="terms">From the one on that an anchor begins.</param>
    /// <param name="shortest">Bytes of the shortest anchor.</param>
    /// <returns>Empty when it would say no more than the anchor does.</returns>
    public static byte[] Write(IReadOnlyList<Term> terms, int shortest)
    {
        var track = new TrackWriter();
        var all = track.Chain(track.Of(new Sequence(terms)), Piece.Anything);
        return track.Least(all.First) <= shortest ? [] : track.Encoded(all.First);
    }

    private Piece Of(Term term)
    {
        switch (term)
        {
            case OneByte when places.Count == MostPlaces: return Piece.Anything;
            case OneByte one:
                places.Add(one.Set);
                return new Piece(1UL << (places.Count - 1), 1UL << (places.Count - 1), Nothing: false);
            case Sequence sequence: return sequence.Terms.Aggregate(Piece.Empty, (before, t) => Chain(before, Of(t)));
            case Alternatives alternatives:
                return alternatives.Terms.Select(Of).Aggregate((a, b) => new Piece(a.First | b.First, a.Last | b.Last, a.Nothing || b.Nothing));
            case Group group: return Of(group.Inner);
            case Repeat repeat: return Of(repeat);
            default: return Piece.Empty;
        }
    }

    private Piece Of(Repeat repeat)
    {
        if (repeat.Most == 0) return Piece.Empty;
        var all = Piece.Empty;
        for (var n = 1; n < Math.Min(repeat.Least, MostCopies); n++) all = Chain(all, Of(repeat.Inner));
        var last = Of(repeat.Inner);
        if (repeat.Most != repeat.Least && repeat.Most != 1 || repeat.Least > MostCopies) Follow(last.Last, last.First);
        return Chain(all, repeat.Least == 0 ? last with { Nothing = true } : last);
    }

    private Piece Chain(Piece a, Piece b)
    {
        Follow(a.Last, b.First);
        return new Piece(a.First | (a.Nothing ? b.First : 0), b.Last | (b.Nothing ? a.Last : 0), a.Nothing && b.Nothing);
    }

    private void Follow(ulong from, ulong to)
    {
        for (; from != 0; from &= from - 1) next[BitOperations.TrailingZeroCount(from)] |= to;
    }

    /// <summary>Fewest bytes after which anything is admitted.</summary>
    private int Least(ulong first)
    {
        var reached = first;
        for (var bytes = 0; bytes <= MostPlaces; bytes++)
        {
            if ((reached & Through) != 0) return bytes;
            ulong after = 0;
            for (var rest = reached; rest != 0; rest &= rest - 1) after |= next[BitOperations.TrailingZeroCount(rest)];
            reached = after;
        }
        return int.MaxValue;
    }

    private byte[] Encoded(ulong first)
    {
        var sets = places.Distinct().ToList();
        var bytes = new byte[10 + 17 * sets.Count + 9 * places.Count];
        bytes[0] = (byte)places.Count;
        bytes[1] = (byte)sets.Count;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(2), first);
        var at = 10;
        foreach (var set in sets)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), set.A);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at + 8), set.B);
            bytes[at + 16] = (byte)(set.IsAscii ? 0 : 1);
            at += 17;
        }
        for (var place = 0; place < places.Count; place++, at += 9)
        {
            bytes[at] = (byte)sets.IndexOf(places[place]);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at + 1), next[place]);
        }
        return bytes;
    }
}
