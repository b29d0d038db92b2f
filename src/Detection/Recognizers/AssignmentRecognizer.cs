using System.Buffers;
using System.Text;
using Stanch.Detection.Judging;

namespace Stanch.Detection.Recognizers;

/// <summary>
/// A name that speaks of a secret is given a value: <c>password = "…"</c>, <c>"token": "…"</c>, <c>&lt;secret&gt;…&lt;/secret&gt;</c>,
/// <c>--api-key …</c>, <c>set("password", "…")</c>. What is proposed here is judged by <see cref="Judgement"/>.
/// </summary>
internal static class AssignmentRecognizer
{
    public const string Name = "assignment";

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"u8);

    /// <summary>Bytes to either side of an anchor that bear on the reading.</summary>
    public const int Reach = 2 * NameReading.MaxName + 3 * SlotReader.MaxGap + SlotReader.MaxValue + Evidence.Near + 8;

    public static ByteRange Context(ByteRange hit) => new(hit.Start - NameReading.MaxName - Evidence.Near - 4, hit.Start + Reach);

    /// <param name="explain">Say what decided, also of what is found.</param>
    public static Reading Parse(ReadOnlySpan<byte> content, ByteRange hit, bool explain = false)
    {
        if (Propose(content, hit, out var why, explain) is not { } slot) return new Reading(null, why);
        return Verdict.Of(content, slot, Context(hit), explain);
    }

    /// <summary>What the name around the anchor is given, if that can be a secret at all.</summary>
    /// <param name="explain">Say also of a name that is given nothing what is wrong with it.</param>
    public static Slot? Propose(ReadOnlySpan<byte> content, ByteRange hit, out string? why, bool explain = false)
    {
        why = null;
        // Anchors such as `pass=` and `"pass"` hold more than their word.
        while (hit.Length > 1 && !NameReading.InWord(content[hit.Start])) hit = new ByteRange(hit.Start + 1, hit.End);
        while (hit.Length > 1 && !NameReading.InWord(content[hit.End - 1])) hit = new ByteRange(hit.Start, hit.End - 1);
        var name = NameReading.NameAround(content, hit);
        // Most names in code are given nothing, and the reading of the name itself costs more than to see that.
        if (!explain && !SlotReader.MayBeGiven(content, name, hit)) return null;
        if (NameReading.OtherWord(content[hit.End - 1], content[hit.End..name.End])) why = "the anchor is only the beginning of another word";
        // Most names that are given something are given no value, and that is seen sooner than what the words of the name say.
        if (why is not null || SlotReader.Read(content, name, hit) is not { } slot)
        {
            if (explain) why ??= NameReading.Refuse(content, name, hit);
            return null;
        }
        why = NameReading.Refuse(content, name, hit);
        if (why is not null) return null;
        slot = Inner.Of(content, slot);
        var value = content[slot.Value.Start..slot.Value.End];
        // Keys are mostly those of maps, and tokens those of parsers: they are given words, and cost more to weigh than all others together.
        if (IsWithoutMeaning(content, name, hit) && (ValueForm.ShortOrWord(value) || ValueForm.LongWord(value)))
        {
            why = "a key or token without another word in its name is no word";
            return null;
        }
        why = AssignedValue.Refuse(value, slot.Quote != Quote.None);
        why ??= SharedText.Refuse(value, content[name.Start..name.End]);
        if (why is null && slot.Wrapped && ValueForm.Variable(value)) why = "the value is the name of a variable";
        if (why is null && slot.Joint == Joint.Blank) why = AfterBlank(value, content[hit.Start..hit.End], slot.Quote);
        if (why is null && InCode(content, slot)) why = "the value is the name of something";
        return why is null ? slot : null;
    }

    /// <summary>A name that ends in <c>key</c> alone, or is no more than <c>token</c>.</summary>
    private static bool IsWithoutMeaning(ReadOnlySpan<byte> content, ByteRange name, ByteRange hit) =>
        hit.Length == "key".Length || name == hit && Ascii.EqualsIgnoreCase(content[hit.Start..hit.End], "token"u8);

    /// <summary>Nothing but a blank joins them: <c>api key itself</c> in a sentence, <c>secret smtp/url</c> on a command line.</summary>
    private static string? AfterBlank(ReadOnlySpan<byte> value, ReadOnlySpan<byte> anchor, Quote quote)
    {
        if (quote == Quote.None && Ascii.EqualsIgnoreCase(anchor, "api key"u8) && ValueForm.ShortOrWord(value)) return "the value is a word of a sentence";
        return ValueForm.PlainPath(value) ? "the value is a path" : null;
    }

    /// <summary>
    /// A bare name in code, <c>connect(password=pwdstr, port=1)</c>, <c>case INVALID_PASSWORD: error = EPERM;</c>, or in a sentence, <c>First pass: eliminate unused ones</c>.
    /// </summary>
    private static bool InCode(ReadOnlySpan<byte> content, in Slot slot)
    {
        if (slot.Quote != Quote.None || slot.Joint is not (Joint.Equals or Joint.Colon or Joint.Compared) || slot.Value.End >= content.Length) return false;
        if (content[slot.Value.Start..slot.Value.End].IndexOfAnyExcept(NameBytes) >= 0) return false;
        var line = content[Math.Max(0, slot.Name.Start - Evidence.Near)..slot.Name.Start];
        line = line[(line.LastIndexOf((byte)'\n') + 1)..].TrimStart(" \t"u8);
        if (content[slot.Value.End] == ' ' && content[slot.Value.Start - 1] == ' ')
        {
            var next = SlotReader.Blanks(content, slot.Value.End, content.Length);
            return next < content.Length && content[next] is not ((byte)'\r' or (byte)'\n' or (byte)'\\' or (byte)'#' or (byte)'}' or (byte)']' or (byte)'"');
        }
        if (content[slot.Value.End] is not (byte)';' && (slot.Joint != Joint.Equals || content[slot.Value.End] is not ((byte)',' or (byte)')'))) return false;
        return !line.StartsWith("#"u8) && !line.StartsWith("//"u8) && !line.StartsWith("*"u8) && (line.Count((byte)'"') & 1) == 0 && (line.Count((byte)'\'') & 1) == 0;
    }
}
