using System.Numerics;

namespace Stanch.Catalog.Compiler.Patterns;

/// <summary>A set of byte values.</summary>
internal readonly record struct ByteSet(ulong A, ulong B, ulong C, ulong D)
{
    public static readonly ByteSet All = new(~0UL, ~0UL, ~0UL, ~0UL);

    public static readonly ByteSet Digits = Where(c => char.IsAsciiDigit(c));
    // What .NET takes for \w and \s, cut to Latin-1.
    public static readonly ByteSet Word = Where(c => char.IsLetterOrDigit(c) || c == '_');
    public static readonly ByteSet Space = Where(char.IsWhiteSpace);

    public static ByteSet Where(Func<char, bool> holds)
    {
        ByteSet set = default;
        for (var b = 0; b < 256; b++)
            if (holds((char)b)) set = set.With((byte)b);
        return set;
    }

    public static ByteSet Of(byte b) => default(ByteSet).With(b);

    public static ByteSet Range(int low, int high)
    {
        ByteSet set = default;
        for (var b = low; b <= high; b++) set = set.With((byte)b);
        return set;
    }

    public bool Has(int b) => (Quarter(b >> 6) >> (b & 63) & 1) != 0;

    public ByteSet With(byte b)
    {
        var bit = 1UL << (b & 63);
        return (b >> 6) switch
        {
            0 => this with { A = A | bit },
            1 => this with { B = B | bit },
            2 => this with { C = C | bit },
            _ => this with { D = D | bit },
        };
    }

    public ByteSet Not() => new(~A, ~B, ~C, ~D);
    public static ByteSet operator |(ByteSet x, ByteSet y) => new(x.A | y.A, x.B | y.B, x.C | y.C, x.D | y.D);
    public static ByteSet operator &(ByteSet x, ByteSet y) => new(x.A & y.A, x.B & y.B, x.C & y.C, x.D & y.D);

    public int Count => BitOperations.PopCount(A) + BitOperations.PopCount(B) + BitOperations.PopCount(C) + BitOperations.PopCount(D);
    public bool IsAscii => C == 0 && D == 0;

    public IEnumerable<byte> Members()
    {
        for (var b = 0; b < 256; b++)
            if (Has(b)) yield return (byte)b;
    }

    // A letter and its other case are 32 apart: half of a quarter. À to Þ and à to þ stand the same way, but for × and ÷.
    private const ulong UpperAscii = 0x07FF_FFFE;
    private const ulong UpperLatin = 0x7F7F_FFFF;

    /// <summary>Adds the other case of every letter, as .NET's invariant casing has it: à and À too.</summary>
    public ByteSet IgnoreCase() => this with
    {
        B = B | (B & UpperAscii) << 32 | (B >> 32 & UpperAscii),
        D = D | (D & UpperLatin) << 32 | (D >> 32 & UpperLatin),
    };

    /// <summary>The members with ASCII letters in lower case: <c>[Zz]</c> is one letter for who ignores case.</summary>
    public ByteSet Folded() => this with { B = (B & ~UpperAscii) | (B & UpperAscii) << 32 };

    private ulong Quarter(int n) => n switch { 0 => A, 1 => B, 2 => C, _ => D };
}
