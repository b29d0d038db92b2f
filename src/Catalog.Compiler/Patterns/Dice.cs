using System.Text;

namespace Stanch.Catalog.Compiler.Patterns;

/// <summary>
/// Random numbers that are the same everywhere and for good, which System.Random does not promise: SplitMix64 seeded with the FNV-1a
/// hash of a text.
/// </summary>
internal sealed class Dice(string seed)
{
    private ulong state = Hash(seed);

    public int Below(int limit) => (int)(Next() % (ulong)limit);

    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static ulong Hash(string text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var b in Encoding.UTF8.GetBytes(text)) hash = (hash ^ b) * 0x100000001B3;
        return hash;
    }
}
