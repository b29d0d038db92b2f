using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;

namespace Stanch.Detection.Recognizers;

/// <summary>Reads the name around an anchor, and what its words say.</summary>
internal static class NameReading
{
    public const int MaxName = 64;

    public static bool InWord(byte b) => char.IsAsciiLetterOrDigit((char)b) || b == '_';

    public static ByteRange NameAround(ReadOnlySpan<byte> content, ByteRange hit)
    {
        var start = hit.Start - Before(content, hit.Start);
        var end = hit.End + Behind(content, hit.End);
        // "password." at the end of a sentence, "token->" in C.
        while (end > hit.End && content[end - 1] is (byte)'.' or (byte)'-') end--;
        return new ByteRange(start, end);
    }

    /// <summary>What in the name says that it holds no secret; null when nothing does.</summary>
    public static string? Refuse(ReadOnlySpan<byte> content, ByteRange name, ByteRange hit)
    {
        var suffix = content[hit.End..name.End];
        if (content[hit.Start] == '_' && suffix.Length > 0) return "the anchor is only the beginning of a name";
        var before = content[name.Start..hit.Start];
        var anchor = content[hit.Start..hit.End];
        if (JoinedPass(before, anchor)) return "the anchor is only the end of another word";
        if (PublicKind(before, anchor)) return "the name is of a public or internal kind of token";
        return suffix.Length > 0 && LastWordSpeaksAbout(suffix) ? "the name speaks about a secret, it does not hold one" : null;
    }

    /// <summary>How many of the bytes before a place can belong to a name; at most <see cref="MaxName"/>.</summary>
    private static int Before(ReadOnlySpan<byte> content, int at)
    {
        var most = Math.Min(MaxName, at);
        var length = 0;
        if (at >= Vector256<byte>.Count)
        {
            length = BitOperations.LeadingZeroCount(~Names(content[(at - Vector256<byte>.Count)..]));
            if (length < Vector256<byte>.Count) return length;
        }
        while (length < most && SlotReader.InName(content[at - length - 1])) length++;
        return length;
    }

    private static int Behind(ReadOnlySpan<byte> content, int at)
    {
        var most = Math.Min(MaxName, content.Length - at);
        var length = 0;
        if (content.Length - at >= Vector256<byte>.Count)
        {
            length = BitOperations.TrailingZeroCount(~Names(content[at..]));
            if (length < Vector256<byte>.Count) return length;
        }
        while (length < most && SlotReader.InName(content[at + length])) length++;
        return length;
    }

    /// <summary>A bit for each of the first 32 bytes that <see cref="SlotReader.InName"/>.</summary>
    private static uint Names(ReadOnlySpan<byte> content)
    {
        var v = Vector256.Create(content);
        var letters = Vector256.LessThan((v | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        var digits = Vector256.LessThan(v - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        var others = Vector256.Equals(v, Vector256.Create((byte)'_')) | Vector256.Equals(v, Vector256.Create((byte)'-')) | Vector256.Equals(v, Vector256.Create((byte)'.')) | Vector256.Equals(v, Vector256.Create((byte)'$'));
        return (letters | digits | others).ExtractMostSignificantBits();
    }

    /// <summary><c>tokenizer</c>, <c>secretary</c>, <c>authentication</c>: the word goes on in the same case, and not as a plural or a compound that holds a value.</summary>
    public static bool OtherWord(byte last, ReadOnlySpan<byte> suffix)
    {
        if (suffix.IsEmpty) return false;
        var upper = char.IsAsciiLetterUpper((char)last);
        var length = 0;
        while (length < suffix.Length && (upper ? char.IsAsciiLetterUpper((char)suffix[length]) : char.IsAsciiLetterLower((char)suffix[length]))) length++;
        return char.IsAsciiLetter((char)last) && length > 0 && !Vocabulary.IsContinuation(suffix[..length]);
    }

    /// <summary>The last word of <c>_hash</c>, <c>Field</c>, <c>-file-name</c>; some words also when others follow.</summary>
    public static bool LastWordSpeaksAbout(ReadOnlySpan<byte> suffix)
    {
        var word = LastWord(suffix);
        if (Vocabulary.IsAboutWord(word)) return true;
        while (true)
        {
            if (Vocabulary.IsHashWord(word)) return true;
            suffix = suffix[..^word.Length].TrimEnd("_-.$0123456789"u8);
            if (suffix.IsEmpty) return false;
            word = LastWord(suffix);
        }
    }

    /// <summary><c>password_hash</c>, <c>hashedPassword</c>: some word of the name says that it is no plain value.</summary>
    public static bool HashWordIn(ReadOnlySpan<byte> name)
    {
        while (!name.IsEmpty)
        {
            var word = LastWord(name);
            if (word.IsEmpty) return false;
            if (Vocabulary.IsHashWord(word)) return true;
            name = name.TrimEnd("_-.$0123456789"u8)[..^word.Length];
        }
        return false;
    }

    /// <summary>What follows the last separator or the last capital after a small letter, without a number at its end.</summary>
    public static ReadOnlySpan<byte> LastWord(ReadOnlySpan<byte> name)
    {
        name = name.TrimEnd("_-.$0123456789"u8);
        var start = name.Length;
        while (start > 0)
        {
            var b = name[start - 1];
            if (b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)'$' || char.IsAsciiDigit((char)b)) break;
            start--;
            if (char.IsAsciiLetterUpper((char)b) && (start == 0 || !char.IsAsciiLetterUpper((char)name[start - 1]))) break;
        }
        return name[start..];
    }

    public static bool PublicKind(ReadOnlySpan<byte> before, ReadOnlySpan<byte> hit)
    {
        if (before.IsEmpty) return false;
        var word = LastWord(before);
        if (Ascii.EqualsIgnoreCase(hit, "key"u8) && Vocabulary.IsPublicKeyWord(word)) return true;
        if (Vocabulary.IsPublicWord(word)) return true;
        // `public_key_token`, `publicKeyToken`.
        if (!Ascii.EqualsIgnoreCase(word, "key"u8)) return false;
        return Vocabulary.IsPublicWord(LastWord(before.TrimEnd("_-."u8)[..^word.Length]));
    }

    /// <summary><c>bypass: x</c>, <c>compass = x</c>; not <c>dbpass = x</c>.</summary>
    public static bool JoinedPass(ReadOnlySpan<byte> before, ReadOnlySpan<byte> hit)
    {
        if (hit.Length != 4 || before.IsEmpty || !char.IsAsciiLetter((char)before[^1])) return false;
        if (char.IsAsciiLetterLower((char)before[^1]) && char.IsAsciiLetterUpper((char)hit[0])) return false;
        return !Vocabulary.IsPassOwner(LastWord(before));
    }
}
