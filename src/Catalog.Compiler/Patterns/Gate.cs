namespace Stanch.Catalog.Compiler.Patterns;

/// <summary>
/// A run of consecutive bytes that stands in every text of a term: cheap to look for before the pattern itself is tried.
/// </summary>
/// <param name="Length">Bytes of the run at least; 0 = nothing is known.</param>
/// <param name="Set">ASCII only.</param>
internal readonly record struct Gate(long Length, ByteSet Set)
{
    public static Gate Of(Term term)
    {
        switch (term)
        {
            case Group group: return Of(group.Inner);
            case Alternatives alternatives: return alternatives.Terms.Select(Of).Aggregate(Both);
            case Repeat { Least: >= 1 } repeat: return Better(Whole(repeat), Of(repeat.Inner));
            case Sequence sequence:
                var best = sequence.Terms.Select(Of).Aggregate(default(Gate), (x, y) => Better(x, y));
                var wholes = sequence.Terms.Select(Whole).ToList();
                for (var i = 0; i < wholes.Count; i++)
                {
                    var run = default(Gate);
                    for (var j = i; j < wholes.Count && wholes[j] is { } next; j++) best = Better(best, run = Joined(run, next));
                }
                return best;
            default: return Whole(term) ?? default;
        }
    }

    /// <summary>Holds for texts of either.</summary>
    private static Gate Both(Gate x, Gate y) => new(Math.Min(x.Length, y.Length), x.Set | y.Set);

    private static Gate Joined(Gate x, Gate y) => new(Extent.Cap(x.Length + y.Length), x.Set | y.Set);

    private static Gate Better(Gate? x, Gate y) =>
        x is { } old && (old.Length > y.Length || (old.Length == y.Length && old.Set.Count <= y.Set.Count)) ? old : y;

    /// <summary>The term as one run from its start to its end; null when it may hold a byte beyond ASCII.</summary>
    private static Gate? Whole(Term term) => term switch
    {
        OneByte one => one.Set.IsAscii ? new(1, one.Set) : null,
        Group group => Whole(group.Inner),
        Look or Edge => new(0, default),
        Repeat { Most: 0 } => new(0, default),
        Repeat repeat => Whole(repeat.Inner) is { } inner ? new(Extent.Product(inner.Length, repeat.Least), inner.Set) : null,
        Sequence sequence => All(sequence.Terms, Joined),
        Alternatives alternatives => All(alternatives.Terms, Both),
        _ => null,
    };

    private static Gate? All(IReadOnlyList<Term> terms, Func<Gate, Gate, Gate> join)
    {
        Gate? sum = null;
        foreach (var term in terms)
        {
            if (Whole(term) is not { } next) return null;
            sum = sum is { } before ? join(before, next) : next;
        }
        return sum ?? new(0, default);
    }
}
