using System.Collections.Frozen;
using System.Text;
using Stanch.Detection.Judging;

namespace Stanch.Detection.Recognizers;

/// <summary>Words of ASCII, whatever their case.</summary>
internal sealed class WordSet
{
    private const int Longest = 24;

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> words;
    private readonly WordLengths lengths;

    /// <param name="words">Separated by blanks and line ends.</param>
    public WordSet(string words)
    {
        var set = words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        this.words = set.GetAlternateLookup<ReadOnlySpan<char>>();
        lengths = new WordLengths(set);
    }

    public bool Holds(ReadOnlySpan<byte> word)
    {
        if (word.Length is 0 or > Longest || !lengths.Any((char)word[0], word.Length)) return false;
        Span<char> chars = stackalloc char[Longest];
        Encoding.Latin1.GetChars(word, chars);
        return words.Contains(chars[..word.Length]);
    }
}
