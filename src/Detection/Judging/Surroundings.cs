using System.Collections.Frozen;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Stanch.Detection.Recognizers;

namespace Stanch.Detection.Judging;

/// <summary>What stands on the line and near it.</summary>
internal static class Surroundings
{
    [Flags]
    private enum Near { None = 0, Testing = 1, User = 2, Example = 4 }

    private static readonly FrozenDictionary<string, Near> Words = Read(
        (Near.Testing, "test tests assert assertequal expect should spec mock describe fixture fixtures stub fake testing fatalf errorf assertequals"),
        (Near.User, "user username login email host hostname server database dbname port account client url endpoint region uri"),
        (Near.Example, "example examples usage docs documentation sample tutorial demo default replace your"));

    private static readonly FrozenDictionary<string, Near>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();
    private const int Longest = 16;

    private static readonly WordLengths Lengths = new(Words.Keys);

    /// <summary>A set of 4,096 bits over the first three letters of the words: of the others hardly one in a hundred is looked up.</summary>
    private static readonly ulong[] Beginnings = BeginningsOf(Words.Keys);

    private static ulong[] BeginningsOf(IEnumerable<string> words)
    {
        var bits = new ulong[64];
        foreach (var word in words)
        {
            var hash = Beginning((uint)(word[0] | word[1] << 8 | word[2] << 16));
            bits[hash >> 6] |= 1UL << (int)(hash & 63);
        }
        return bits;
    }

    /// <summary>Of the lowest three bytes, whatever their case.</summary>
    private static uint Beginning(uint four) => ((four | 0x202020) << 8) * 0x9E3779B1 >> 20;

    public static void Gather(ReadOnlySpan<byte> content, in Slot slot, Span<float> traits)
    {
        var start = Math.Max(0, slot.Name.Start - Evidence.Near);
        var end = Math.Min(content.Length, slot.Value.End + Evidence.Near);
        OfLine(content[start..slot.Name.Start], content[slot.Value.End..end], slot, traits);
        var near = new Counts();
        near.Add(content[start..slot.Name.Start]);
        near.Add(content[slot.Value.End..end]);
        Evidence.Set(traits, Trait.Testing, near.Testing);
        Evidence.Set(traits, Trait.Users, near.Users);
        Evidence.Set(traits, Trait.Examples, near.Examples);
        Evidence.Set(traits, Trait.Density, near.All == 0 ? 0 : (float)near.Code / near.All);
        Evidence.Set(traits, Trait.Assignments, near.All == 0 ? 0 : (float)near.Assignments / near.All);
    }

    private static void OfLine(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, in Slot slot, Span<float> traits)
    {
        var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        var rest = after.IndexOf((byte)'\n') is >= 0 and var newline ? after[..newline] : after;
        Evidence.Set(traits, Trait.LineLength, line.Length + rest.Length + slot.Value.End - slot.Name.Start);
        var text = line.TrimStart(" \t"u8);
        Evidence.Set(traits, Trait.Comment, text.StartsWith("#"u8) || text.StartsWith("//"u8) || text.StartsWith("*"u8) || text.StartsWith("--"u8) || text.StartsWith("/*"u8) || text.StartsWith("<!--"u8) || text.StartsWith(";"u8) || line.IndexOf("// "u8) >= 0);
        Evidence.Set(traits, Trait.InString, slot.Quote == Quote.None && (line.Count((byte)'"') % 2 == 1 || line.Count((byte)'\'') % 2 == 1));
        Evidence.Set(traits, Trait.AfterLine, rest.Length);
    }

    /// <summary>Words and signs of a stretch, 64 bytes at a time.</summary>
    private ref struct Counts
    {
        public int Testing, Users, Examples, Code, Assignments, All;

        public void Add(ReadOnlySpan<byte> text)
        {
            All += text.Length;
            Span<byte> last = stackalloc byte[64];
            var before = 0UL;
            for (var i = 0; i < text.Length; i += 64)
            {
                scoped var block = text[i..];
                if (block.Length < 64)
                {
                    last.Clear();
                    block.CopyTo(last);
                    block = last;
                }
                var (low, high) = (Vector256.Create(block), Vector256.Create(block[32..]));
                Code += BitOperations.PopCount(IsCode(low)) + BitOperations.PopCount(IsCode(high));
                Assignments += BitOperations.PopCount(IsAssignment(low)) + BitOperations.PopCount(IsAssignment(high));
                var letters = IsLetter(low) | (ulong)IsLetter(high) << 32;
                for (var starts = letters & ~(letters << 1 | before); starts != 0; starts &= starts - 1)
                {
                    var at = i + BitOperations.TrailingZeroCount(starts);
                    if (at + 4 <= text.Length && !MayBegin(MemoryMarshal.Read<uint>(text[at..]))) continue;
                    var end = at + 1;
                    while (end < text.Length && char.IsAsciiLetter((char)text[end])) end++;
                    Word(text[at..end]);
                }
                before = letters >> 63;
            }
        }

        private void Word(ReadOnlySpan<byte> letters)
        {
            if (letters.Length > Longest || !Lengths.Any((char)letters[0], letters.Length)) return;
            Span<char> word = stackalloc char[Longest];
            for (var i = 0; i < letters.Length; i++) word[i] = (char)(letters[i] | 0x20);
            if (!Lookup.TryGetValue(word[..letters.Length], out var near)) return;
            if (near == Near.Testing) Testing++;
            else if (near == Near.User) Users++;
            else Examples++;
        }

        /// <param name="four">Three letters or fewer, and what follows them.</param>
        private static bool MayBegin(uint four)
        {
            var hash = Beginning(four);
            return (Beginnings[hash >> 6] >> (int)(hash & 63) & 1) != 0;
        }

        private static uint IsLetter(Vector256<byte> v) =>
            Vector256.LessThan((v | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26)).ExtractMostSignificantBits();

        /// <summary><c>; ( ) [ ] { }</c>; the brackets of each pair differ in one bit, as do square ones from curly ones.</summary>
        private static uint IsCode(Vector256<byte> v)
        {
            var folded = v | Vector256.Create((byte)0x20);
            return (Vector256.Equals(folded, Vector256.Create((byte)'{')) | Vector256.Equals(folded, Vector256.Create((byte)'}'))
                | Vector256.Equals(v & Vector256.Create((byte)0xFE), Vector256.Create((byte)'(')) | Vector256.Equals(v, Vector256.Create((byte)';'))).ExtractMostSignificantBits();
        }

        private static uint IsAssignment(Vector256<byte> v) => (Vector256.Equals(v, Vector256.Create((byte)'=')) | Vector256.Equals(v, Vector256.Create((byte)':'))).ExtractMostSignificantBits();
    }

    private static FrozenDictionary<string, Near> Read(params (Near Near, string Words)[] lists)
    {
        var all = new Dictionary<string, Near>(StringComparer.Ordinal);
        foreach (var (near, words) in lists)
        {
            foreach (var word in words.Split(' ')) all[word] = near;
        }
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
