using System.Globalization;

namespace Stanch.Catalog.Compiler.Patterns;

/// <summary>What a pattern's syntax is wrong in, and where in the pattern.</summary>
internal sealed record PatternFault(int At, string Message);

/// <summary>
/// Reads the syntax of .NET regular expressions, without back-references, conditions and balancing groups: they make what a match
/// can hold depend on what it held before.
/// </summary>
internal sealed class PatternParser
{
    private const int MaxDepth = 100;

    private readonly string pattern;
    private int at;
    private int depth;
    private PatternFault? fault;
    private Flags flags;

    [Flags]
    private enum Flags { None = 0, IgnoreCase = 1, Blanks = 2, Lines = 4, DotAll = 8, Explicit = 16 }

    private PatternParser(string pattern) => this.pattern = pattern;

    public static (Term? Term, PatternFault? Fault) Parse(string pattern)
    {
        var parser = new PatternParser(pattern);
        var term = parser.Alternation();
        if (parser.fault is null && parser.at < pattern.Length) parser.Fail(parser.at, "a ')' too many");
        return parser.fault is null ? (term, null) : (null, parser.fault);
    }

    private bool Done => at >= pattern.Length || fault is not null;

    private bool Has(Flags flag) => (flags & flag) != 0;

    private Sequence Fail(int where, string message)
    {
        fault ??= new PatternFault(where, message);
        at = pattern.Length;
        return Sequence.Empty;
    }

    private bool Take(string text)
    {
        if (string.CompareOrdinal(pattern, at, text, 0, text.Length) != 0) return false;
        at += text.Length;
        return true;
    }

    private Term Alternation()
    {
        if (++depth > MaxDepth) return Fail(at, $"nested deeper than {MaxDepth}");
        var outer = flags;
        var options = new List<Term>();
        do options.Add(Concatenation());
        while (!Done && Take("|"));
        flags = outer;
        depth--;
        return options.Count == 1 ? options[0] : new Alternatives(options);
    }

    private Term Concatenation()
    {
        var terms = new List<Term>();
        while (true)
        {
            SkipBlanks();
            if (Done || pattern[at] is '|' or ')') break;
            if (Atom() is { } atom) terms.Add(Quantified(atom));
        }
        return terms.Count == 1 ? terms[0] : new Sequence(terms);
    }

    private void SkipBlanks()
    {
        while (!Done)
        {
            if (Has(Flags.Blanks) && pattern[at] is ' ' or '\t' or '\n' or '\r' or '\f') at++;
            else if (Has(Flags.Blanks) && pattern[at] == '#') at = pattern.IndexOf('\n', at) is var end and >= 0 ? end + 1 : pattern.Length;
            else if (string.CompareOrdinal(pattern, at, "(?#", 0, 3) == 0)
            {
                var close = pattern.IndexOf(')', at);
                if (close < 0) Fail(at, "a comment without its ')'");
                else at = close + 1;
            }
            else return;
        }
    }

    private Term Quantified(Term atom)
    {
        SkipBlanks();
        if (Done || Quantifier() is not { } range) return atom;
        var where = at;
        at += range.Length;
        if (range.Most < range.Least) return Fail(where, "a quantifier whose bounds are in the wrong order");
        SkipBlanks();
        var lazy = !Done && pattern[at] == '?';
        if (lazy) at++;
        SkipBlanks();
        if (!Done && Quantifier() is not null) return Fail(at, "a quantifier of a quantifier");
        return new Repeat(atom, range.Least, range.Most, where) { Lazy = lazy };
    }

    /// <summary>The quantifier that stands here, without its <c>?</c>. A brace that is none is a literal.</summary>
    private (int Least, int? Most, int Length)? Quantifier()
    {
        switch (pattern[at])
        {
            case '*': return (0, null, 1);
            case '+': return (1, null, 1);
            case '?': return (0, 1, 1);
            case '{': break;
            default: return null;
        }
        var close = pattern.IndexOf('}', at);
        if (close < 0) return null;
        var body = pattern.AsSpan(at + 1, close - at - 1);
        var comma = body.IndexOf(',');
        if (!Count(comma < 0 ? body : body[..comma], out var least)) return null;
        if (comma < 0) return (least, least, close - at + 1);
        if (comma == body.Length - 1) return (least, null, close - at + 1);
        return Count(body[(comma + 1)..], out var most) ? (least, most, close - at + 1) : null;

        static bool Count(ReadOnlySpan<char> digits, out int n) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out n);
    }

    /// <summary>Null: a flag group, which stands for nothing.</summary>
    private Term? Atom()
    {
        var start = at;
        var c = pattern[at++];
        switch (c)
        {
            case '(': return Parenthesis(start);
            case '[': return Class();
            case '.': return new OneByte(Has(Flags.DotAll) ? ByteSet.All : ByteSet.Of((byte)'\n').Not());
            case '^' or '$': return new Edge(c, Has(Flags.Lines));
            case '*' or '+' or '?': return Fail(start, $"'{c}' follows nothing");
            case '{':
                at = start;
                if (Quantifier() is not null) return Fail(start, "a quantifier follows nothing");
                at = start + 1;
                return Literal(c, start);
            case '\\': return Escape(start);
            default: return Literal(c, start);
        }
    }

    private Term Literal(char c, int where)
    {
        // A character typed beyond ASCII is several bytes in the UTF-8 that is scanned.
        if (c > 0x7F) return Fail(where, $"the character '{c}' is more than one byte; write its bytes in UTF-8 as \\x..");
        return new OneByte(Cased(ByteSet.Of((byte)c)));
    }

    private ByteSet Cased(ByteSet set) => Has(Flags.IgnoreCase) ? set.IgnoreCase() : set;

    private Term Class()
    {
        var reader = new ClassReader(pattern, at);
        var set = reader.Read();
        if (reader.Fault is { } bad) return Fail(bad.At, bad.Message);
        at = reader.At;
        return new OneByte(set.Resolve(Has(Flags.IgnoreCase)));
    }

    private Term Escape(int start)
    {
        if (at >= pattern.Length) return Fail(start, "a '\\' at the end");
        switch (pattern[at])
        {
            case 'b' or 'B' or 'A' or 'z' or 'Z': return new Edge(pattern[at++], false);
            case 'G': return Fail(start, "\\G (where the last match ended) is not supported");
            case 'k' or (>= '1' and <= '9'): return Fail(start, "a back-reference is not supported");
        }
        var reader = new ClassReader(pattern, at);
        var set = reader.Escape(start, inClass: false);
        if (reader.Fault is { } bad) return Fail(bad.At, bad.Message);
        at = reader.At;
        return new OneByte(Cased(set));
    }

    private Term? Parenthesis(int start)
    {
        if (!Take("?")) return Inner(start, inner => new Group(inner, null, Captures: !Has(Flags.Explicit)));
        if (Take(":")) return Inner(start, inner => new Group(inner, null, Captures: false));
        if (Take(">")) return Inner(start, inner => new Group(inner, null, Captures: false) { Atomic = true });
        if (Take("=")) return Inner(start, inner => new Look(inner, Ahead: true, Negative: false));
        if (Take("!")) return Inner(start, inner => new Look(inner, Ahead: true, Negative: true));
        if (Take("<=")) return Inner(start, inner => new Look(inner, Ahead: false, Negative: false));
        if (Take("<!")) return Inner(start, inner => new Look(inner, Ahead: false, Negative: true));
        if (Take("P<")) return Fail(start, "a named group is written (?<name>…), without P");
        if (Take("<")) return Named(start, '>');
        if (Take("'")) return Named(start, '\'');
        if (Take("(")) return Fail(start, "a condition is not supported");
        return FlagGroup(start);
    }

    private Term Inner(int start, Func<Term, Term> wrap)
    {
        var inner = Alternation();
        if (fault is not null) return inner;
        return Take(")") ? wrap(inner) : Fail(start, "a '(' without its ')'");
    }

    private Term Named(int start, char close)
    {
        var end = pattern.IndexOf(close, at);
        if (end < 0) return Fail(start, "a group's name without its end");
        var name = pattern[at..end];
        if (name.Contains('-')) return Fail(start, "a balancing group is not supported; a group's name holds no '-'");
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) return Fail(start, $"'{name}' is no group's name");
        at = end + 1;
        return Inner(start, inner => new Group(inner, name, Captures: true));
    }

    private Term? FlagGroup(int start)
    {
        var on = true;
        var set = flags;
        for (; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '-': on = false; break;
                case '+': on = true; break;
                case ')':
                    at++;
                    flags = set;
                    return null;
                case ':':
                    at++;
                    var outer = flags;
                    flags = set;
                    var group = Inner(start, inner => new Group(inner, null, Captures: false));
                    flags = outer;
                    return group;
                default:
                    var flag = char.ToLowerInvariant(pattern[at]) switch
                    {
                        'i' => Flags.IgnoreCase, 'x' => Flags.Blanks, 'm' => Flags.Lines, 's' => Flags.DotAll, 'n' => Flags.Explicit, _ => Flags.None,
                    };
                    if (flag == Flags.None) return Fail(start, "an unknown kind of group");
                    set = on ? set | flag : set & ~flag;
                    break;
            }
        }
        return Fail(start, "a '(' without its ')'");
    }
}
