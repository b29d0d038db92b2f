using System.Globalization;
using System.Text;
using Stanch.Catalog.Compiler.Patterns;
using Stanch.Catalog.Compiler.Rules;

namespace Stanch.Catalog.Compiler.Export;

/// <summary>
/// Writes a term as a Go (RE2) regular expression. There a character is a rune, not a byte: what may be any byte beyond ASCII may be any
/// character there, and a set that holds only some of those bytes is written without them.
/// </summary>
internal sealed class Re2Text
{
    /// <summary>Go's limit for a counted repetition, nested ones multiplied.</summary>
    private const int MaxRepeat = 1000;

    private static readonly ByteSet upper = ByteSet.Range('A', 'Z');
    private static readonly ByteSet ascii = ByteSet.Range(0, 0x7F);
    private static readonly ByteSet word = ByteSet.Where(c => char.IsAsciiLetterOrDigit(c) || c == '_');
    private static readonly ByteSet space = ByteSet.Where(c => c is '\t' or '\n' or '\f' or '\r' or ' ');

    private readonly HashSet<string> named = new(StringComparer.Ordinal);
    private readonly bool several;
    private int groups;

    private enum Tightness { Alternatives, Sequence, Atom }

    private readonly record struct Piece(string Text, Tightness Tightness)
    {
        public string As(Tightness least) => Tightness >= least ? Text : $"(?:{Text})";
    }

    private Re2Text(bool several) => this.several = several;

    /// <returns>The number of the group that is the secret; 0: there are several, and the first that takes part is.</returns>
    public static (string Pattern, int SecretGroup) Write(Term term)
    {
        var text = new Re2Text(new PatternFacts(term).Groups("secret").Skip(1).Any());
        var pattern = text.Of(term, folded: false).Text;
        return (pattern, text.SecretGroup);
    }

    private int SecretGroup { get; set; }

    private Piece Of(Term term, bool folded)
    {
        if (!folded && term is not Sequence && Foldable(term)) return new($"(?i:{Of(term, folded: true).Text})", Tightness.Atom);
        switch (term)
        {
            case OneByte one: return new(Set(one.Set, folded), Tightness.Atom);
            case Group { Name: not null, Captures: true } group when Opening(group.Name) is { } open: return new($"{open}{Of(group.Inner, folded).Text})", Tightness.Atom);
            case Group group: return Of(group.Inner, folded);
            case Alternatives { Terms: [var only] }: return Of(only, folded);
            case Alternatives alternatives: return new(string.Join('|', alternatives.Terms.Select(t => Of(t, folded).Text)), Tightness.Alternatives);
            case Sequence { Terms: [var only] }: return Of(only, folded);
            case Sequence sequence: return new(Joined(sequence.Terms, folded), Tightness.Sequence);
            case Repeat repeat: return new(Repeated(repeat, folded), Tightness.Sequence);
            case Edge edge: return new(Written(edge), Tightness.Atom);
            default: throw new ArgumentOutOfRangeException(nameof(term), term, "a lookaround has no form in RE2");
        }
    }

    private string? Opening(string name)
    {
        if (name is "body" or "check" || (several && name != "secret")) return null;
        var first = named.Add(name);
        if (!first && name != "secret") return null;
        groups++;
        if (name == "secret" && !several) SecretGroup = groups;
        return first ? $"(?P<{name}>" : "(";
    }

    /// <summary>Neighbours that ignore case stand in one group that says so.</summary>
    private string Joined(IReadOnlyList<Term> terms, bool folded)
    {
        var text = new StringBuilder();
        for (var i = 0; i < terms.Count;)
        {
            if (!folded && Foldable(terms[i]))
            {
                var end = i + 1;
                for (var j = end; j < terms.Count && Closed(terms[j]); j++) if (Foldable(terms[j])) end = j + 1;
                text.Append("(?i:");
                for (; i < end; i++) text.Append(Of(terms[i], folded: true).As(end == i + 1 && text.Length == 4 ? Tightness.Alternatives : Tightness.Sequence));
                text.Append(')');
            }
            else text.Append(Of(terms[i++], folded).As(Tightness.Sequence));
        }
        return text.ToString();
    }

    private string Repeated(Repeat repeat, bool folded)
    {
        if (repeat.Most == 0) return "";
        var one = Of(repeat.Inner, folded);
        if (one.Text.Length == 0) return "";
        var atom = one.As(Tightness.Atom);
        if (repeat.Inner is OneByte && repeat.Most > MaxRepeat && repeat.Least <= MaxRepeat)
            return atom + Counted(repeat.Least, null) + (repeat.Lazy ? "?" : "");
        var each = Math.Max(1, MaxRepeat / Weight(repeat.Inner));
        var text = new StringBuilder();
        var least = repeat.Least;
        for (; least > each; least -= each) text.Append(atom).Append(Counted(each, each));
        if (repeat.Most is not { } most) return text.Append(atom).Append(Counted(least, null)).Append(repeat.Lazy ? "?" : "").ToString();
        var more = most - repeat.Least;
        var first = Math.Min(more, each - least);
        text.Append(atom).Append(Counted(least, least + first)).Append(repeat.Lazy && first > 0 ? "?" : "");
        for (more -= first; more > 0; more -= each) text.Append(atom).Append(Counted(0, Math.Min(more, each))).Append(repeat.Lazy ? "?" : "");
        return text.ToString();
    }

    private static string Counted(int least, int? most) => (least, most) switch
    {
        (1, 1) => "",
        (0, 1) => "?",
        (0, null) => "*",
        (1, null) => "+",
        (_, null) => string.Create(CultureInfo.InvariantCulture, $"{{{least},}}"),
        _ when least == most => string.Create(CultureInfo.InvariantCulture, $"{{{least}}}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{{{least},{most}}}"),
    };

    /// <summary>How often the innermost part of a term is counted, as it will be written. More than Go's limit of one set goes on without end.</summary>
    private static int Weight(Term term) => term switch
    {
        Group group => Weight(group.Inner),
        Sequence sequence => sequence.Terms.Select(Weight).DefaultIfEmpty(1).Max(),
        Alternatives alternatives => alternatives.Terms.Max(Weight),
        Repeat { Inner: OneByte, Most: > MaxRepeat, Least: <= MaxRepeat } repeat => Math.Max(1, repeat.Least),
        Repeat repeat => Weight(repeat.Inner) is var inner ? Math.Max(inner, inner * Math.Min(Math.Max(1, repeat.Most ?? repeat.Least), Math.Max(1, MaxRepeat / inner))) : 1,
        _ => 1,
    };

    private static string Written(Edge edge) => edge switch
    {
        { Kind: '^', Lines: true } => "(?m:^)",
        { Kind: '$', Lines: true } => "(?m:$)",
        { Kind: '^' or 'A' } => "^",
        { Kind: 'z' } => "$",
        { Kind: '$' or 'Z' } => "(?:\\n?$)",
        _ => $"\\{edge.Kind}",
    };

    private static bool Closed(ByteSet set) => ((set.IgnoreCase() & ascii) & set.Not()) == default;

    private static bool Closed(Term term) => term switch
    {
        OneByte one => Closed(one.Set),
        Group group => Closed(group.Inner),
        Sequence sequence => sequence.Terms.All(Closed),
        Alternatives alternatives => alternatives.Terms.All(Closed),
        Repeat repeat => Closed(repeat.Inner),
        _ => true,
    };

    /// <summary>It ignores case, and holds a letter of which both cases would have to be written.</summary>
    private static bool Foldable(Term term) => Closed(term) && HoldsLetter(term);

    private static bool HoldsLetter(Term term) => term switch
    {
        OneByte one => one.Set.Count == 2 && one.Set.Folded().Count == 1,
        Group group => HoldsLetter(group.Inner),
        Sequence sequence => sequence.Terms.Any(HoldsLetter),
        Alternatives alternatives => alternatives.Terms.Any(HoldsLetter),
        Repeat repeat => HoldsLetter(repeat.Inner),
        _ => false,
    };

    private static string Set(ByteSet set, bool folded)
    {
        // A set that holds the bytes that are no letter anywhere is a \W or a [^…].
        var beyond = set.Has(0x80) && set.Has(0x9F);
        if (beyond)
        {
            var others = Cased(set.Not() & ascii, folded);
            if (others == default) return "(?s:.)";
            return others == ByteSet.Of((byte)'\n') ? "." : $"[^{Ranges(others, folded)}]";
        }
        set = Cased(set & ascii, folded);
        // A class that holds nothing.
        if (set == default) return "[^\\x00-\\x{10FFFF}]";
        if (set.Count == 1) return GoClass.Escaped((char)set.Members().Single(), "\\*+?|{}[]()^$.") is var one && one.StartsWith("\\x", StringComparison.Ordinal) ? Control(set.Members().Single()) : one;
        var text = Ranges(set, folded);
        return text is "\\w" or "\\s" ? text : $"[{text}]";
    }

    private static ByteSet Cased(ByteSet set, bool folded) => folded ? set & upper.Not() : set;

    private static string Ranges(ByteSet set, bool folded)
    {
        var text = new StringBuilder();
        var words = Cased(word, folded);
        if ((words & set.Not()) == default)
        {
            text.Append("\\w");
            set &= words.Not();
        }
        if ((space & set.Not()) == default)
        {
            // The vertical tab, which .NET counts in and Go does not, is let go.
            text.Append("\\s");
            set &= (space | ByteSet.Of(0x0B)).Not();
        }
        var dash = set.Has('-');
        set &= ByteSet.Of((byte)'-').Not();
        for (var low = 0; low < 128; low++)
        {
            if (!set.Has(low)) continue;
            var high = low;
            while (high < 127 && set.Has(high + 1)) high++;
            text.Append(InClass(low));
            if (high > low + 1) text.Append('-');
            if (high > low) text.Append(InClass(high));
            low = high;
        }
        return text.Append(dash ? "-" : "").ToString();
    }

    private static string InClass(int c) => c is < ' ' or > '~' ? Control((byte)c) : c is '\\' or ']' or '[' or '^' or '-' ? $"\\{(char)c}" : ((char)c).ToString();

    private static string Control(byte b) => b switch
    {
        (byte)'\n' => "\\n",
        (byte)'\r' => "\\r",
        (byte)'\t' => "\\t",
        (byte)'\f' => "\\f",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\x{b:X2}"),
    };
}
