namespace Stanch.Detection.Judging;

/// <summary>Which lengths the words of a list have, by their first letter: nine of ten other words need not be looked up.</summary>
internal sealed class WordLengths
{
    private readonly uint[] lengths = new uint[32];

    /// <param name="words">Of ASCII letters, 31 of them at most.</param>
    public WordLengths(IEnumerable<string> words)
    {
        foreach (var word in words) lengths[word[0] & 31] |= 1u << word.Length;
    }

    /// <param name="first">A letter, in either case.</param>
    /// <param name="length">At most 31.</param>
    public bool Any(char first, int length) => (lengths[first & 31] >> length & 1) != 0;
}
