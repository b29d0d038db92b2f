using System.Buffers.Binary;
using System.Text;
using Stanch.Detection.Judging;

namespace Stanch.Detection.Recognizers;

/// <summary>What a value has in common with the name that it is given to.</summary>
internal static class SharedText
{
    private const int Fewest = 4;
    private const int Tried = 64;

    /// <returns>Why the value is none, or null.</returns>
    public static string? Refuse(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name)
    {
        var bare = value.TrimStart("#.*$@:"u8);
        if (bare.Length >= AssignedValue.Shortest && Holds(name, bare)) return "the value is its name again";
        // `Summ3r!pass` is a password that somebody chose, `my_password` stands for one.
        return Any(value, name) && new Tally(value).Variety < 3 ? "value and name have a word in common" : null;
    }

    /// <summary>Whether four letters of the name, in either case, stand in the value too.</summary>
    public static bool Any(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name)
    {
        // A bit for each four letters of the name spares nearly all comparisons.
        var fours = 0UL;
        for (var i = 0; i + Fewest <= name.Length; i++) fours |= 1UL << Six(name[i..]);
        var end = Math.Min(value.Length, Tried);
        for (var i = 0; i + Fewest <= end; i++)
        {
            if ((fours >> Six(value[i..]) & 1) != 0 && Holds(name, value.Slice(i, Fewest))) return true;
        }
        return false;
    }

    private static int Six(ReadOnlySpan<byte> four) => (int)((BinaryPrimitives.ReadUInt32LittleEndian(four) | 0x20202020) * 0x9E3779B1 >> 26);

    private static bool Holds(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        for (var i = 0; i + value.Length <= name.Length; i++)
        {
            if ((name[i] | 0x20) == (value[0] | 0x20) && Ascii.EqualsIgnoreCase(name.Slice(i, value.Length), value)) return true;
        }
        return false;
    }
}
