using System.Runtime.Intrinsics;

namespace Stanch.Detection.Judging;

/// <summary>How many bytes of each kind a value has, counted without a branch on any of them.</summary>
internal readonly ref struct Tally
{
    private enum Kind { Lower, Upper, Digit, Separator, Blank, Foreign, Sign }

    private enum Count { Lower, Upper, Digits, Separators, Blanks, Foreign, Signs, Hexadecimal, Base32, Underscores, Dashes, Slashes, Dots }

    private static readonly byte[] Kinds = [.. Enumerable.Range(0, 256).Select(b => (byte)KindOf((char)b))];

    /// <summary>What each byte adds to each count.</summary>
    private static readonly Vector256<ushort>[] Adds = [.. Enumerable.Range(0, 256).Select(b => Of((char)b))];

    /// <summary>Bit 8 × kind + next kind: a change of kind. A capital that opens a word is none.</summary>
    private static readonly ulong Changes = Pairs((from, to) => from != to && (from, to) is not (Kind.Upper, Kind.Lower));

    private static readonly ulong Humps = Pairs((from, to) => (from, to) is (Kind.Lower, Kind.Upper));

    private readonly Vector256<ushort> counts;

    /// <summary>Changes of kind from one byte to the next.</summary>
    public readonly int Switches;
    /// <summary>Capitals behind small letters.</summary>
    public readonly int WordStarts;
    /// <summary>Bytes that follow the one before in the alphabet, or precede it.</summary>
    public readonly int Steps;
    /// <summary>Length of the longest run of one byte.</summary>
    public readonly int LongestRepeat;

    /// <param name="value">Shorter than 65,536 bytes.</param>
    public Tally(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return;
        var last = value[0];
        var kind = Kinds[last];
        var sum = Adds[last];
        int switches = 0, humps = 0, steps = 0, repeat = 1, longest = 1;
        for (var i = 1; i < value.Length; i++)
        {
            var b = value[i];
            sum += Adds[b];
            var pair = kind * 8 + (kind = Kinds[b]);
            switches += (int)(Changes >> pair & 1);
            humps += (int)(Humps >> pair & 1);
            steps += (b - last + 1 & ~2) == 0 ? 1 : 0;
            repeat = b == last ? repeat + 1 : 1;
            longest = Math.Max(longest, repeat);
            last = b;
        }
        (counts, Switches, WordStarts, Steps, LongestRepeat) = (sum, switches, humps, steps, longest);
    }

    public int Lower => Get(Count.Lower);
    public int Upper => Get(Count.Upper);
    public int Digits => Get(Count.Digits);
    /// <summary><c>_ - . :</c></summary>
    public int Separators => Get(Count.Separators);
    public int Blanks => Get(Count.Blanks);
    /// <summary>Bytes that are not ASCII.</summary>
    public int Foreign => Get(Count.Foreign);
    public int Signs => Get(Count.Signs);
    public int Hexadecimal => Get(Count.Hexadecimal);
    public int Base32 => Get(Count.Base32);
    public int Underscores => Get(Count.Underscores);
    public int Dashes => Get(Count.Dashes);
    public int Slashes => Get(Count.Slashes);
    public int Dots => Get(Count.Dots);

    /// <summary>Of small letters, capitals, digits and signs so many occur.</summary>
    public int Variety => (Upper > 0 ? 1 : 0) + (Lower > 0 ? 1 : 0) + (Digits > 0 ? 1 : 0) + (Signs + Separators > 0 ? 1 : 0);

    private int Get(Count count) => counts[(int)count];

    private static Kind KindOf(char c) => c switch
    {
        >= 'a' and <= 'z' => Kind.Lower,
        >= 'A' and <= 'Z' => Kind.Upper,
        >= '0' and <= '9' => Kind.Digit,
        '_' or '-' or '.' or ':' => Kind.Separator,
        ' ' or '\t' => Kind.Blank,
        >= '\x80' => Kind.Foreign,
        _ => Kind.Sign,
    };

    private static Vector256<ushort> Of(char c)
    {
        var add = Vector256<ushort>.Zero.WithElement((int)KindOf(c), (ushort)1);
        if (char.IsAsciiHexDigit(c)) add = add.WithElement((int)Count.Hexadecimal, (ushort)1);
        if (c is >= 'A' and <= 'Z' or >= '2' and <= '7') add = add.WithElement((int)Count.Base32, (ushort)1);
        return c switch
        {
            '_' => add.WithElement((int)Count.Underscores, (ushort)1),
            '-' => add.WithElement((int)Count.Dashes, (ushort)1),
            '/' => add.WithElement((int)Count.Slashes, (ushort)1),
            '.' => add.WithElement((int)Count.Dots, (ushort)1),
            _ => add,
        };
    }

    private static ulong Pairs(Func<Kind, Kind, bool> wanted)
    {
        var pairs = 0UL;
        foreach (var from in Enum.GetValues<Kind>())
        {
            foreach (var to in Enum.GetValues<Kind>())
            {
                if (wanted(from, to)) pairs |= 1UL << (8 * (int)from + (int)to);
            }
        }
        return pairs;
    }
}
