namespace Stanch.Detection.Judging;

/// <summary>Words that programs, their documents and weak passwords are made of; only to tell that a value is put together from them.</summary>
internal static class WordList
{
    public const int Shortest = 3;
    public const int Longest = 12;
    private const int Slots = 32768;

    private static readonly ulong[] Table = Read();

    /// <summary>Bytes of <paramref name="letters"/>, all of them letters, that the longest word at its start takes; 0 for none.</summary>
    public static int LongestAt(ReadOnlySpan<byte> letters)
    {
        var hash = 14695981039346656037UL;
        var longest = 0;
        var end = Math.Min(letters.Length, Longest);
        for (var i = 0; i < end; i++)
        {
            hash = Step(hash, letters[i]);
            if (i + 1 >= Shortest && Holds(hash)) longest = i + 1;
        }
        return longest;
    }

    private static ulong Step(ulong hash, byte letter) => (hash ^ (uint)(letter | 0x20)) * 1099511628211UL;

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
        var hash = 14695981039346656037UL;
        var length = 0;
        foreach (var b in text)
        {
            if (char.IsAsciiLetter((char)b))
            {
                hash = Step(hash, b);
                length++;
                continue;
            }
            if (length >= Shortest)
            {
                var at = (int)(hash >> 20) & (Slots - 1);
                while (table[at] != 0) at = (at + 1) & (Slots - 1);
                table[at] = hash;
            }
            (hash, length) = (14695981039346656037UL, 0);
        }
        return table;
    }
}
