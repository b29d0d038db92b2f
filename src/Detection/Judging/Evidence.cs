using Stanch.Detection.Recognizers;

namespace Stanch.Detection.Judging;

/// <summary>Measures a slot: everything that the model may weigh, and nothing that tells one repository from another.</summary>
internal static class Evidence
{
    public static readonly int Count = Enum.GetValues<Trait>().Length;

    /// <summary>Bytes before the name and behind the value that are looked at.</summary>
    public const int Near = 240;

    public static void Gather(ReadOnlySpan<byte> content, in Slot slot, Span<float> traits)
    {
        traits.Clear();
        var value = content[slot.Value.Start..slot.Value.End];
        var name = content[slot.Name.Start..slot.Name.End];
        ValueText.Gather(value, traits);
        Naming(content, slot, name, traits);
        Syntax(content, slot, traits);
        Surroundings.Gather(content, slot, traits);
    }

    private static void Naming(ReadOnlySpan<byte> content, in Slot slot, ReadOnlySpan<byte> name, Span<float> traits)
    {
        var words = new NameWords(name);
        Set(traits, Trait.NameLength, name.Length);
        // What stands behind the user in an address is a password, whatever the user's name.
        Set(traits, Trait.NamePassword, (words.All & Sense.Password) != 0 || slot.Joint == Joint.Address);
        Set(traits, Trait.NameSecret, (words.All & Sense.Secret) != 0);
        Set(traits, Trait.NameToken, (words.All & Sense.Token) != 0);
        Set(traits, Trait.NameKey, (words.All & Sense.Key) != 0);
        Set(traits, Trait.NameAuth, (words.All & Sense.Auth) != 0);
        Set(traits, Trait.NameTesting, (words.All & Sense.Testing) != 0);
        Set(traits, Trait.NameStrong, (words.All & Sense.Strong) != 0);
        Set(traits, Trait.NameHash, NameReading.HashWordIn(name));
        Set(traits, Trait.NameConstant, name.IndexOfAnyInRange((byte)'a', (byte)'z') < 0);
        Set(traits, Trait.NameStarts, slot.Hit.Start - slot.Name.Start);
        Set(traits, Trait.NameEnds, slot.Name.End - slot.Hit.End);
        Set(traits, Trait.NameWords, words.Count);
    }

    private static void Syntax(ReadOnlySpan<byte> content, in Slot slot, Span<float> traits)
    {
        Set(traits, Trait.JointEquals, slot.Joint is Joint.Equals);
        Set(traits, Trait.JointColon, slot.Joint is Joint.Colon or Joint.Arrow);
        Set(traits, Trait.JointCompared, slot.Joint is Joint.Compared);
        Set(traits, Trait.JointCall, slot.Joint is Joint.Call or Joint.Argument);
        Set(traits, Trait.JointElement, slot.Joint is Joint.Element or Joint.Attribute);
        Set(traits, Trait.JointOption, slot.Joint is Joint.Option);
        Set(traits, Trait.JointBlank, slot.Joint is Joint.Blank);
        Set(traits, Trait.JointAddress, slot.Joint is Joint.Address);
        Set(traits, Trait.Quoted, slot.Quote != Quote.None);
        Set(traits, Trait.QuoteSingle, slot.Quote == Quote.Single);
        Set(traits, Trait.QuoteEscaped, slot.Quote is Quote.Escaped or Quote.Other);
        Set(traits, Trait.Wrapped, slot.Wrapped);
        Set(traits, Trait.Host, slot.Joint is Joint.Address ? UrlCredentialsRecognizer.HostKind(content[slot.Callee.Start..slot.Callee.End]) : 0);
        Set(traits, Trait.LooksUp, slot.Wrapped ? Vocabulary.Callee(content[slot.Callee.Start..slot.Callee.End]) : 0);
        var before = slot.Name.Start > 0 ? content[slot.Name.Start - 1] : (byte)'\n';
        Set(traits, Trait.NameQuoted, before is (byte)'"' or (byte)'\'' or (byte)'`' or (byte)':');
        Set(traits, Trait.NamePrefixed, content[slot.Name.Start] is (byte)'$' or (byte)'-' ? 2 : before is (byte)'@' or (byte)'{' or (byte)'<' or (byte)'?' or (byte)'&' ? 1 : 0);
        var end = slot.Value.End;
        if (slot.Quote != Quote.None) end += slot.Quote == Quote.Escaped ? 2 : 1;
        Set(traits, Trait.After, Following(content, end));
    }

    /// <summary>What follows the value: 0 the end of the line, 1 a comma or a semicolon, 2 a closing bracket, 3 a blank and more, 4 an operator or a member.</summary>
    private static int Following(ReadOnlySpan<byte> content, int at)
    {
        if (at >= content.Length) return 0;
        var blank = content[at] is (byte)' ' or (byte)'\t';
        var i = SlotReader.Blanks(content, at, content.Length);
        if (i >= content.Length) return 0;
        return content[i] switch
        {
            (byte)'\r' or (byte)'\n' or (byte)'\\' or (byte)'#' => 0,
            (byte)',' or (byte)';' => 1,
            (byte)')' or (byte)'}' or (byte)']' or (byte)'<' or (byte)'"' or (byte)'\'' or (byte)'/' => 2,
            (byte)'.' or (byte)'+' or (byte)'[' or (byte)'(' or (byte)'?' or (byte)'|' or (byte)'=' or (byte)':' or (byte)'%' => 4,
            _ => blank ? 3 : 2,
        };
    }

    public static void Set(Span<float> traits, Trait trait, float value) => traits[(int)trait] = value;

    public static void Set(Span<float> traits, Trait trait, bool value) => traits[(int)trait] = value ? 1 : 0;
}
