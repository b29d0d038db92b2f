using System.Buffers;
using Stanch.Detection.Judging;

namespace Stanch.Detection.Recognizers;

internal enum SecretKind { Password, Token }

/// <summary>Whether a value that was assigned to a telling name reads like a secret.</summary>
internal static class AssignedValue
{
    private static readonly SearchValues<byte> Brackets = SearchValues.Create("()[]{}"u8);

    /// <returns>Why not, or null.</returns>
    public static string? Refuse(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name, SecretKind kind, bool quoted)
    {
        var shape = new Shape(value);
        if (value.Length < (kind == SecretKind.Password ? 5 : 10)) return "the value is too short";
        if (shape.Blanks > 0) return "the value is a phrase";
        if (shape.Control) return "the value has control characters";
        if (shape.Letters + shape.Digits == 0) return "the value is nothing but signs";
        if (shape.Foreign * 3 > value.Length || shape.Foreign > 0 && shape.Letters + shape.Foreign + shape.Separators == value.Length) return "the value is text of a natural language";
        if (ValueForm.Of(value) is { } form) return form;
        if (value.IndexOf(":*"u8) >= 0 || value.IndexOf("aws4_request"u8) >= 0) return "the value is a name of a known form";
        if (Vocabulary.IsPlainValue(quoted ? value : value.TrimEnd("\\nrt?!"u8))) return "the value is a plain word";
        if (EqualsFolded(value.TrimStart("#.*$@:"u8), name)) return "the value is the name itself";
        if (shape.Letters + shape.Separators + shape.Joints + shape.Slashes == value.Length && (shape.Slashes > 0 || Readability.IsWords(value)))
            return "the value is words joined by signs";
        if (shape.Letters == 0 && (shape.Digits + shape.Separators == value.Length && value.Length < 12) && !(quoted && kind == SecretKind.Password && shape.Separators == 0 && value.Length >= 8))
            return "the value is a number";
        if (!quoted)
        {
            if (value.IndexOfAny(Brackets) >= 0) return "the value is an expression";
            if (value[0] is (byte)'$' or (byte)'&' or (byte)'*' or (byte)'@' or (byte)'%' or (byte)'<' or (byte)'!' || value[0] == '\\' && value[1] == '$') return "the value is a reference";
            if (ValueForm.Expression(value)) return "the value is an expression";
        }
        if (PathLike(value, shape)) return "the value is a path or a file name";
        if (kind == SecretKind.Password)
        {
            if (shape.Letters == value.Length && Entropy.Of(value) < 2.0) return "the value is too regular";
            if (ValueForm.Numbered(value, "test"u8) || ValueForm.Numbered(value, "pass"u8)) return "the value is a word with a number";
        }
        else
        {
            if (shape.Digits == 0 && (value.Length < 12 || Readability.IsWords(value))) return "the value has no digit";
            if (Entropy.Of(value) < 3.0) return "the value is too regular";
            if (ValueForm.Compound(value)) return "the value is words joined by separators";
            if (ValueForm.NumberedWord(value)) return "the value is a word with a number";
            if (!quoted && IdentifierOf(value, shape)) return "the value is the name of something";
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
                else if (b is (byte)'|' or (byte)',' or (byte)';' or (byte)'=' or (byte)'\'') { Joints++; Others++; }
                else if (b >= 0x80) { Foreign++; Others++; }
                else Others++;
            }
        }
    }

    private static bool EqualsFolded(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => System.Text.Ascii.EqualsIgnoreCase(a, b);

    private static bool PathLike(ReadOnlySpan<byte> value, Shape shape)
    {
        // `lib/keys.ts:23`
        var colon = value.LastIndexOf((byte)':');
        if (colon > 0 && colon + 1 < value.Length && value[(colon + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0) value = value[..colon];
        if (value[0] is (byte)'/' or (byte)'~' && shape.Slashes >= 2 && shape.Letters > value.Length / 2 && shape.Digits < value.Length / 8
            && shape.Upper * 4 < shape.Letters && !value.ContainsAny((byte)'+', (byte)'=')) return true;
        if (value.StartsWith("./"u8) || value.StartsWith("../"u8) || value.StartsWith("~/"u8)) return true;
        var dot = value.LastIndexOf((byte)'.');
        return dot > 0 && value.Length - dot is >= 3 and <= 6 && shape.Others == shape.Slashes && shape.Digits < 4
            && value[(dot + 1)..].IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0;
    }

    /// <summary><c>Base32SecretKey</c> without quotes: a type or a variable whose name tells what it holds.</summary>
    private static bool IdentifierOf(ReadOnlySpan<byte> value, Shape shape) =>
        shape.Letters + shape.Digits + shape.Separators == value.Length && shape.Digits <= 3
        && (value.EndsWith("Key"u8) || value.EndsWith("Token"u8) || value.EndsWith("Secret"u8) || value.EndsWith("String"u8) || value.EndsWith("Config"u8) || value.EndsWith("_key"u8) || value.EndsWith("_token"u8) || value.EndsWith("_secret"u8));
}
