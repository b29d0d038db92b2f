using Stanch.Catalog.Compiler.Patterns;

namespace Stanch.Catalog.Compiler.Export;

/// <summary>The bytes with which a term's texts can begin or end.</summary>
/// <param name="Set">Of the texts that hold something.</param>
/// <param name="Empty">The empty text is one of them, so what stands next to the term decides too.</param>
internal readonly record struct Border(ByteSet Set, bool Empty)
{
    public static readonly Border Nothing = new(default, true);

    public bool Within(ByteSet other) => !Empty && (Set & other.Not()) == default;

    public static Border First(Term term) => Of(term, fromEnd: false);
    public static Border Last(Term term) => Of(term, fromEnd: true);

    /// <param name="terms">In the order in which they are met.</param>
    public static Border Of(IEnumerable<Term> terms, bool fromEnd)
    {
        var sum = Nothing;
        foreach (var term in terms)
        {
            var next = Of(term, fromEnd);
            sum = new Border(sum.Set | next.Set, next.Empty);
            if (!next.Empty) break;
        }
        return sum;
    }

    private static Border Of(Term term, bool fromEnd) => term switch
    {
        OneByte one => new(one.Set, false),
        Group group => Of(group.Inner, fromEnd),
        Sequence sequence => Of(fromEnd ? sequence.Terms.Reverse() : sequence.Terms, fromEnd),
        Alternatives alternatives => alternatives.Terms.Select(t => Of(t, fromEnd)).Aggregate((x, y) => new(x.Set | y.Set, x.Empty || y.Empty)),
        Repeat { Most: 0 } => Nothing,
        Repeat repeat => Of(repeat.Inner, fromEnd) is var inner ? new(inner.Set, inner.Empty || repeat.Least == 0) : default,
        _ => Nothing,
    };
}

/// <summary>Takes bytes away from where the texts of some terms begin or end: what a lookaround beside them forbids.</summary>
internal static class Narrowed
{
    /// <param name="terms">One after the other, as they stand in the pattern.</param>
    /// <param name="fromEnd">The end is narrowed, not the beginning.</param>
    /// <param name="allowed">What may stand there.</param>
    /// <returns>Null: the terms have no form in which they say so.</returns>
    public static List<Term>? By(IReadOnlyList<Term> terms, bool fromEnd, ByteSet allowed)
    {
        var result = terms.ToList();
        for (var i = fromEnd ? terms.Count - 1 : 0; i >= 0 && i < terms.Count; i += fromEnd ? -1 : 1)
        {
            if (terms[i] is Edge or Look or Sequence { Terms: [] }) continue;
            var rest = fromEnd ? terms.Take(i).Reverse() : terms.Skip(i + 1);
            if (One(terms[i], fromEnd, allowed, rest) is not { } narrowed) return null;
            result.RemoveAt(i);
            result.InsertRange(i, narrowed);
            return result;
        }
        return null;
    }

    private static List<Term>? One(Term term, bool fromEnd, ByteSet allowed, IEnumerable<Term> beyond)
    {
        switch (term)
        {
            case OneByte one: return [new OneByte(one.Set & allowed)];
            case Repeat { Inner: OneByte one, Least: >= 1 } repeat:
                return Joined(new OneByte(one.Set & allowed), repeat with { Least = repeat.Least - 1, Most = repeat.Most - 1 }, fromEnd);
            case Repeat { Inner: OneByte one, Least: 0, Most: not 0 } repeat:
                if (!Border.Of(beyond, fromEnd).Within(allowed)) return null;
                var some = Joined(new OneByte(one.Set & allowed), repeat with { Most = repeat.Most - 1 }, fromEnd);
                return [new Repeat(new Sequence(some), 0, 1, repeat.At) { Lazy = repeat.Lazy }];
            case Group group: return By([group.Inner], fromEnd, allowed) is { } inner ? [group with { Inner = new Sequence(inner) }] : null;
            case Sequence sequence: return By(sequence.Terms, fromEnd, allowed);
            case Alternatives alternatives:
                var options = alternatives.Terms.Select(t => By([t], fromEnd, allowed)).ToList();
                return options.Contains(null) ? null : [new Alternatives([.. options.Select(o => new Sequence(o!))])];
            default: return null;
        }
    }

    private static List<Term> Joined(Term outer, Repeat inner, bool fromEnd) => inner.Most == 0 ? [outer] : fromEnd ? [inner, outer] : [outer, inner];
}
