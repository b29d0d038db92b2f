namespace Stanch.Detection.Judging;

/// <summary>Words that programs, their documents and weak passwords are made of; only to tell that a value is put together from them.</summary>
internal static class WordList
{
    public const int Shortest = 3;
    public const int Longest = 12;
    private const int Slots = 32768;

    private const ulong Basis = 14695981039346656037UL;

    /// <summary>By the hash of their first three letters, the lengths of the words.</summary>
    private static readonly ushort[] Lengths = new ushort[4096];
    private static readonly ulong[] Table = Read();

    /// <summary>Bytes of <paramref name="letters"/>, all of them letters, that the longest word at its start takes; 0 for none.</summary>
    public static int LongestAt(ReadOnlySpan<byte> letters)
    {
        if (letters.Length < Shortest) return 0;
        var hash = Step(Step(Step(Basis, letters[0]), letters[1]), letters[2]);
        var longest = 0;
        // Most places in a text begin no word, and there are few lengths to try at the others.
        var lengths = Math.Min(letters.Length, Longest) is var most && most < Longest ? Lengths[Prefix(hash)] & (1 << most + 1) - 1 : Lengths[Prefix(hash)];
        for (var length = Shortest; lengths >> length != 0; length++)
        {
            if ((lengths >> length & 1) != 0 && Holds(hash)) longest = length;
            if (lengths >> length > 1) hash = Step(hash, letters[length]);
        }
        return longest;
    }

    private static ulong Step(ulong hash, byte letter) => (hash ^ (uint)(letter | 0x20)) * 1099511628211UL;

    private static int Prefix(ulong hash) => (int)(hash >> 32 & 4095);

    // Sixty-four bits of hash stand for the word: a wrong word in 10^16 looks.
    private static bool Holds(ulong hash)
    {
        for (var at = (int)(hash >> 20) & (Slots - 1); ; at = (at + 1) & (Slots - 1))
        {
            if (Table[at] == hash) return true;
            if (Table[at] == 0) return false;
        }
    }

    private static ulong[] Read()
    {
        var table = new ulong[Slots];
        using var stream = typeof(WordList).Assembly.GetManifestResourceStream("words.txt")!;
        var text = new byte[stream.Length];
        stream.ReadExactly(text);
        var hash = Basis;
        var prefix = 0;
        var length = 0;
        foreach (var b in text)
        {
            if (char.IsAsciiLetter((char)b))
            {
                hash = Step(hash, b);
                if (++length == Shortest) prefix = Prefix(hash);
                continue;
            }
            if (length >= Shortest)
            {
                var at = (int)(hash >> 20) & (Slots - 1);
                while (table[at] != 0) at = (at + 1) & (Slots - 1);
                table[at] = hash;
                if (length <= Longest) Lengths[prefix] |= (ushort)(1 << length);
            }
            (hash, length) = (Basis, 0);
        }
        return table;
    }
}
