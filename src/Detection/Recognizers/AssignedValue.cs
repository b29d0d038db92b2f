using System.Buffers;

namespace Stanch.Detection.Recognizers;

/// <summary>What no secret can be, whatever name it is given to; the rest is for the model to weigh.</summary>
internal static class AssignedValue
{
    public const int Shortest = 4;

    private static readonly SearchValues<byte> Controls = SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(b => b != '\t').Select(b => (byte)b), 0x7F]);
    private static readonly SearchValues<byte> Alphanumeric = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);
    private static readonly SearchValues<byte> Brackets = SearchValues.Create("()[]{}"u8);

    /// <returns>Why not, or null.</returns>
    public static string? Refuse(ReadOnlySpan<byte> value, bool quoted)
    {
        if (value.Length < Shortest) return "the value is too short";
        if (Vocabulary.IsPlainValue(value) || Vocabulary.IsDocumentationPassword(value)) return "the value is a word that stands for one";
        if (value.ContainsAny(Controls)) return "the value has control characters";
        if (value.IndexOfAny(Alphanumeric) is var first && (first < 0 || !value[(first + 1)..].ContainsAny(Alphanumeric))) return "the value is nothing but signs";
        if (ValueForm.Hash(value)) return "the value is the hash of a password";
        if (ValueForm.Encrypted(value)) return "the value is encrypted";
        if (ValueForm.Template(value)) return "the value is put together when the program runs";
        if (ValueForm.BetweenStrings(value)) return "the value is what stands between two strings";
        if (ValueForm.Sentence(value)) return "the value is a sentence";
        if (ValueForm.PlaceInFile(value)) return "the value is a place in a file";
        if (ValueForm.IsRun(value)) return "the value is a run of neighbours";
        return quoted ? null : Unquoted(value);
    }

    private static string? Unquoted(ReadOnlySpan<byte> value)
    {
        if (Vocabulary.IsCodeWord(value)) return "the value is a word of the language";
        if (value[^1] is (byte)'-' or (byte)':' || value.IndexOfAny(Brackets) >= 0 || ValueForm.Expression(value)) return "the value is an expression";
        if (value[0] is (byte)'$' or (byte)'&' or (byte)'*' or (byte)'@' or (byte)'%' or (byte)'<' or (byte)'!' && (value.Length < 2 || char.IsAsciiLetter((char)value[1]) || value[1] is (byte)'$' or (byte)'{')) return "the value is a reference";
        return null;
    }

    public static bool PathLike(ReadOnlySpan<byte> value, int slashes, int upper, int digits, int lower)
    {
        // `lib/keys.ts:23`
        var colon = value.LastIndexOf((byte)':');
        if (colon > 0 && colon + 1 < value.Length && value[(colon + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0) value = value[..colon];
        if (value[0] is (byte)'/' or (byte)'~' && slashes >= 2 && upper + lower > value.Length / 2 && digits < value.Length / 8
            && upper * 4 < upper + lower && !value.ContainsAny((byte)'+', (byte)'=')) return true;
        if (value.StartsWith("./"u8) || value.StartsWith("../"u8) || value.StartsWith("~/"u8)) return true;
        var dot = value.LastIndexOf((byte)'.');
        return dot > 0 && value.Length - dot is >= 3 and <= 6 && digits < 4 && value[(dot + 1)..].IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0;
    }
}
