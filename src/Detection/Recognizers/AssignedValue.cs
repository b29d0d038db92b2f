using System.Buffers;
using Stanch.Detection.Judging;

namespace Stanch.Detection.Recognizers;

internal enum SecretKind { Password, Token }

/// <summary>Whether a value that was assigned to a telling name reads like a secret.</summary>
internal static class AssignedValue
{
    private static readonly SearchValues<byte> Brackets = SearchValues.Create("()[]{}"u8);
    private static readonly SearchValues<byte> Dotted = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.0123456789"u8);

    /// <returns>Why not, or null.</returns>
    public static string? Refuse(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name, SecretKind kind, bool quoted)
    {
        var shape = new Shape(value);
        if (value.Length < (kind == SecretKind.Password ? 5 : 10)) return "the value is too short";
        if (shape.Blanks > 0) return "the value is a phrase";
        if (shape.Control) return "the value has control characters";
        if (shape.Foreign * 3 > value.Length) return "the value is text of a natural language";
        if (Hexadecimal(value)) return "the value is a number";
        if (RegularExpression(value)) return "the value is a regular expression";
        if (value[0] is (byte)'.' or (byte)',' or (byte)')' or (byte)']' or (byte)'}' or (byte)';' || value[^1] is (byte)'(' or (byte)'[' or (byte)'{' || value.StartsWith("--"u8))
            return "the value is a piece of code";
        if (shape.Letters + shape.Separators + shape.Joints == value.Length) return "the value is words joined by signs";
        if (value.IndexOf(":*"u8) >= 0 || value.IndexOf("aws4_request"u8) >= 0) return "the value is a name of a known form";
        if (Vocabulary.IsPlainValue(quoted ? value : value.TrimEnd("\\nrt?!"u8))) return "the value is a plain word";
        if (EqualsFolded(value, name)) return "the value is the name itself";
        if (shape.Letters + shape.Separators == value.Length) return "the value is a word or an identifier";
        if (shape.Digits + shape.Separators == value.Length && value.Length < 12) return "the value is a number";
        if (value.IndexOf("://"u8) >= 0) return "the value is an address";
        if (!quoted)
        {
            if (value.IndexOfAny(Brackets) >= 0) return "the value is an expression";
            if (value[0] is (byte)'$' or (byte)'&' or (byte)'*' or (byte)'@' or (byte)'%' or (byte)'<' or (byte)'!') return "the value is a reference";
            if (Expression(value)) return "the value is an expression";
        }
        if (PathLike(value, shape)) return "the value is a path or a file name";
        if (kind == SecretKind.Token)
        {
            if (shape.Digits == 0) return "the value has no digit";
            if (Entropy.Of(value) < 3.0) return "the value is too regular";
            if (Compound(value, shape)) return "the value is words joined by separators";
        }
        else if (shape.Digits == 0 && shape.Others == 0)
        {
            return "the value is a word";
        }
        return null;
    }

    public static double Confidence(ReadOnlySpan<byte> value, SecretKind kind, bool quoted)
    {
        var shape = new Shape(value);
        var variety = (shape.Upper > 0 ? 1 : 0) + (shape.Letters > shape.Upper ? 1 : 0) + (shape.Digits > 0 ? 1 : 0) + (shape.Others > 0 ? 1 : 0);
        var confidence = kind == SecretKind.Token
            ? 0.45 + Math.Min(0.3, (Entropy.Of(value) - 3.0) * 0.2) + (value.Length >= 20 ? 0.1 : 0)
            : 0.35 + 0.1 * variety + (value.Length >= 10 ? 0.1 : 0);
        return Math.Round(Math.Clamp(confidence - (quoted ? 0 : 0.05), 0.1, 0.9), 2);
    }

    private readonly ref struct Shape
    {
        public readonly int Letters, Upper, Digits, Separators, Blanks, Others, Slashes, Joints, Foreign;
        public readonly bool Control;

        public Shape(ReadOnlySpan<byte> value)
        {
            foreach (var b in value)
            {
                if (char.IsAsciiLetter((char)b))
                {
                    Letters++;
                    if (char.IsAsciiLetterUpper((char)b)) Upper++;
                }
                else if (char.IsAsciiDigit((char)b)) Digits++;
                else if (b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)':') Separators++;
                else if (b is (byte)' ' or (byte)'\t') Blanks++;
                else if (b is (byte)'/' or (byte)'\\') { Slashes++; Others++; }
                else if (b < 0x20 || b == 0x7F) Control = true;
                else if (b is (byte)'|' or (byte)',' or (byte)';' or (byte)'=') { Joints++; Others++; }
                else if (b >= 0x80) { Foreign++; Others++; }
                else Others++;
            }
        }
    }

    private static bool EqualsFolded(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => System.Text.Ascii.EqualsIgnoreCase(a, b);

    private static bool Hexadecimal(ReadOnlySpan<byte> value)
    {
        var digits = value[0] == '-' ? value[1..] : value;
        return digits.Length <= 18 && digits.StartsWith("0x"u8) && digits[2..].IndexOfAnyExcept(HexDigits) < 0;
    }

    private static bool RegularExpression(ReadOnlySpan<byte> value) =>
        value.IndexOf("[a-z"u8) >= 0 || value.IndexOf("[A-Z"u8) >= 0 || value.IndexOf("[0-9"u8) >= 0 || value.IndexOf("(?"u8) >= 0 || value.IndexOf("[^"u8) >= 0
        || value.IndexOf(@"\\w"u8) >= 0 || value.IndexOf(@"\\d"u8) >= 0 || value.IndexOf(@"\\S"u8) >= 0 || value.IndexOf(".*"u8) >= 0 || value.IndexOf(".+"u8) >= 0;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>A bare value such as <c>config.password</c>, <c>self.token</c>, <c>x->key</c>, <c>a+b</c>.</summary>
    private static bool Expression(ReadOnlySpan<byte> value)
    {
        if (value.IndexOf("->"u8) >= 0 || value.IndexOf("::"u8) >= 0 || value.IndexOf("=="u8) >= 0 && !value.EndsWith("="u8) || value.IndexOf("&&"u8) >= 0 || value.IndexOf("||"u8) >= 0) return true;
        value = value.TrimEnd("=?!"u8);
        var dot = value.IndexOf((byte)'.');
        return dot > 0 && dot + 1 < value.Length && char.IsAsciiLetter((char)value[0]) && char.IsAsciiLetter((char)value[dot + 1])
            && value.IndexOfAnyExcept(Dotted) < 0;
    }

    private static bool PathLike(ReadOnlySpan<byte> value, Shape shape)
    {
        if (value[0] is (byte)'/' or (byte)'~' && shape.Slashes >= 2 && shape.Letters > value.Length / 2 && shape.Digits < value.Length / 8
            && shape.Upper * 4 < shape.Letters && !value.ContainsAny((byte)'+', (byte)'=')) return true;
        if (value.StartsWith("./"u8) || value.StartsWith("../"u8)) return true;
        var dot = value.LastIndexOf((byte)'.');
        return dot > 0 && value.Length - dot is >= 3 and <= 6 && shape.Others == shape.Slashes && shape.Digits < 4
            && value[(dot + 1)..].IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0;
    }

    /// <summary><c>us-east-1</c>, <c>my_token_2</c>: pieces between separators that are words or short numbers.</summary>
    private static bool Compound(ReadOnlySpan<byte> value, Shape shape)
    {
        if (shape.Separators == 0 || shape.Others > 0 || shape.Digits > 3) return false;
        return shape.Letters + shape.Separators >= value.Length - 3;
    }
}
