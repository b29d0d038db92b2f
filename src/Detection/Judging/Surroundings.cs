using System.Collections.Frozen;
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

    public static void Gather(ReadOnlySpan<byte> content, in Slot slot, ReadOnlySpan<byte> value, Span<float> traits)
    {
        var start = Math.Max(0, slot.Name.Start - Evidence.Near);
        var end = Math.Min(content.Length, slot.Value.End + Evidence.Near);
        OfLine(content[start..slot.Name.Start], content[slot.Value.End..end], slot, traits);
        var (testing, users, examples) = (0, 0, 0);
        Count(content[start..slot.Name.Start], ref testing, ref users, ref examples);
        Count(content[slot.Value.End..end], ref testing, ref users, ref examples);
        Evidence.Set(traits, Trait.Testing, testing);
        Evidence.Set(traits, Trait.Users, users);
        Evidence.Set(traits, Trait.Examples, examples);
        int code = 0, all = 0, assignments = 0;
        for (var i = start; i < end; i++)
        {
            if (i == slot.Name.Start) i = slot.Value.End;
            if (i >= end) break;
            all++;
            var b = content[i];
            if (b is (byte)';' or (byte)'{' or (byte)'}' or (byte)'(' or (byte)')' or (byte)'[' or (byte)']') code++;
            else if (b is (byte)'=' or (byte)':') assignments++;
        }
        Evidence.Set(traits, Trait.Density, all == 0 ? 0 : (float)code / all);
        Evidence.Set(traits, Trait.Assignments, all == 0 ? 0 : (float)assignments / all);
        Evidence.Set(traits, Trait.Repeated, value.Length >= 4 && (content[start..slot.Name.Start].IndexOf(value) >= 0 || content[slot.Value.End..end].IndexOf(value) >= 0));
    }

    private static void OfLine(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, in Slot slot, Span<float> traits)
    {
        var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        var rest = after.IndexOf((byte)'\n') is >= 0 and var newline ? after[..newline] : after;
        Evidence.Set(traits, Trait.LineLength, line.Length + rest.Length + slot.Value.End - slot.Name.Start);
        var text = line.TrimStart(" \t"u8);
        Evidence.Set(traits, Trait.Comment, text.StartsWith("#"u8) || text.StartsWith("//"u8) || text.StartsWith("*"u8) || text.StartsWith("--"u8) || text.StartsWith("/*"u8) || text.StartsWith("<!--"u8) || text.StartsWith(";"u8) || line.IndexOf("// "u8) >= 0);
        int single = 0, both = 0;
        foreach (var b in line)
        {
            if (b == '"') both++;
            else if (b == '\'') single++;
        }
        Evidence.Set(traits, Trait.InString, slot.Quote == Quote.None && ((both & 1) == 1 || (single & 1) == 1));
        Evidence.Set(traits, Trait.AfterLine, rest.Length);
    }

    private static void Count(ReadOnlySpan<byte> text, ref int testing, ref int users, ref int examples)
    {
        Span<char> word = stackalloc char[16];
        var lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();
        var length = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var b = i < text.Length ? text[i] : (byte)0;
            if (char.IsAsciiLetter((char)b))
            {
                if (length < word.Length) word[length] = (char)(b | 0x20);
                length++;
                continue;
            }
            if (length is >= 4 and <= 16 && lookup.TryGetValue(word[..length], out var near))
            {
                if (near == Near.Testing) testing++;
                else if (near == Near.User) users++;
                else examples++;
            }
            length = 0;
        }
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
