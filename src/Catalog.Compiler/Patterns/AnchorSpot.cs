namespace Stanch.Catalog.Compiler.Patterns;

/// <summary>A place in a pattern at which an anchor stands in every match.</summary>
/// <param name="Before">Bytes of the match before the anchor's start, at most.</param>
/// <param name="After">Bytes of the match from the anchor's start on, at most.</param>
/// <param name="Onward">What follows from the anchor's start on; null where it begins somewhere in the middle of a term.</param>
internal readonly record struct AnchorSpot(long Before, long After, IReadOnlyList<Term>? Onward = null)
{
    // Enough for gh[pousr]_ and client[_-]?secret; every combination is looked at.
    private const int MaxTexts = 256;

    /// <param name="anchors">In lower case.</param>
    /// <returns>The spot with the smallest window, or null: it is not provable in this way that every match holds an anchor.</returns>
    public static AnchorSpot? Find(Term term, IReadOnlyList<string> anchors)
    {
        var terms = Flat(term).ToList();
        var extents = terms.ConvertAll(Extent.Of);
        var allTexts = terms.ConvertAll(Texts);
        AnchorSpot? best = null;
        for (var i = 0; i < terms.Count; i++)
        {
            var before = extents.Take(i).Sum(e => e.Most);
            if (Inside(terms[i], anchors) is { } inside)
                best = Better(best, Spot(before + inside.Before, inside.After + extents.Skip(i + 1).Sum(e => e.Most), inside.Onward is { } onward ? [.. onward, .. terms.Skip(i + 1)] : null));

            List<string>? texts = [""];
            for (var j = i; j < terms.Count; j++)
            {
                texts = Product(texts, allTexts[j]);
                if (texts is null) break;
                if (Everywhere(texts, anchors) is not { } spot) continue;
                best = Better(best, Spot(before + spot.Before, spot.After + extents.Skip(j + 1).Sum(e => e.Most), spot.Before == 0 ? [.. terms.Skip(i)] : null));
                break;
            }
        }
        return best;
    }

    /// <summary>Literals of which one stands in every match, where nobody has named any: the longest that the pattern has.</summary>
    /// <returns>In lower case; empty when there are none of at least 3 bytes of printable ASCII.</returns>
    public static string[] Derive(Term term) => Derive(term, static _ => true, static _ => true);

    /// <summary>Literals of which one stands in every match, and which say more than that an anchor does.</summary>
    /// <param name="anchors">In lower case.</param>
    /// <returns>In lower case; empty when there are none.</returns>
    public static string[] Companions(Term term, IReadOnlyList<string> anchors) =>
        Derive(term, text => !anchors.Any(a => text.Contains(a, StringComparison.Ordinal)), texts => anchors.Any(a => !texts.Exists(t => a.Contains(t, StringComparison.Ordinal))));

    /// <param name="wanted">Of an alternative whose texts are not all wanted, others may stand beside the wanted ones of the rest.</param>
    private static string[] Derive(Term term, Func<string, bool> wanted, Func<List<string>, bool> fits)
    {
        const int Few = 16;
        var terms = Flat(term).ToList();
        var allTexts = terms.ConvertAll(Texts);
        List<string> best = [];
        for (var i = 0; i < terms.Count; i++)
        {
            if (terms[i] is Alternatives options)
            {
                var each = options.Terms.Select(t => Derive(t, wanted, fits) is { Length: > 0 } fitting ? fitting : Derive(t)).ToList();
                if (each.TrueForAll(e => e.Length > 0)) Consider([.. each.SelectMany(e => e).Distinct()], mixed: true);
            }
            List<string>? texts = [""];
            for (var j = i; j < terms.Count && (texts = Product(texts, allTexts[j])) is not null; j++) Consider(texts);
        }
        // "password" says no more than "pass" does.
        return [.. best.Where(t => !best.Exists(o => o != t && t.Contains(o, StringComparison.Ordinal)))];

        void Consider(List<string> texts, bool mixed = false)
        {
            var shortest = texts.Count == 0 ? 0 : texts.Min(t => t.Length);
            if (texts.Count > Few || shortest < 3 || texts.Exists(t => t.Any(c => c is < ' ' or > '~')) || !fits(texts) || !mixed && !texts.TrueForAll(t => wanted(t))) return;
            if (best.Count == 0 || shortest > best.Min(t => t.Length)) best = texts;
        }
    }

    private static AnchorSpot Spot(long before, long after, IReadOnlyList<Term>? onward) => new(Extent.Cap(before), Extent.Cap(after), onward);

    private static AnchorSpot? Better(AnchorSpot? a, AnchorSpot b)
    {
        if (a is not { } old) return b;
        var more = b.Before + b.After - (old.Before + old.After);
        return more > 0 || more == 0 && (b.Onward is null || old.Onward is not null) ? old : b;
    }

    private static IEnumerable<Term> Flat(Term term) => term switch
    {
        Group group => Flat(group.Inner),
        Sequence sequence => sequence.Terms.SelectMany(Flat),
        Repeat { Least: 1, Most: 1 } once => Flat(once.Inner),
        _ => [term],
    };

    private static AnchorSpot? Inside(Term term, IReadOnlyList<string> anchors)
    {
        switch (term)
        {
            case Alternatives alternatives:
                var spots = alternatives.Terms.Select(option => Find(option, anchors)).ToList();
                if (spots.Contains(null)) return null;
                IReadOnlyList<Term>? onward = spots.TrueForAll(s => s!.Value.Onward is not null) ? [new Alternatives([.. spots.Select(s => new Sequence(s!.Value.Onward!))])] : null;
                return new AnchorSpot(spots.Max(s => s!.Value.Before), spots.Max(s => s!.Value.After), onward);
            case Repeat { Least: >= 1 } repeat:
                if (Find(repeat.Inner, anchors) is not { } first) return null;
                var more = Extent.Product(Extent.Of(repeat.Inner).Most, (repeat.Most ?? Extent.Endless) - 1);
                return new AnchorSpot(first.Before, Extent.Cap(first.After + more));
            default: return null;
        }
    }

    /// <summary>Where the first anchor stands in each of the texts; null when one has none.</summary>
    private static AnchorSpot? Everywhere(List<string> texts, IReadOnlyList<string> anchors)
    {
        var all = new AnchorSpot(0, 0);
        foreach (var text in texts)
        {
            var at = anchors.Select(a => text.IndexOf(a, StringComparison.Ordinal)).Where(i => i >= 0).DefaultIfEmpty(-1).Min();
            if (at < 0) return null;
            all = new(Math.Max(all.Before, at), Math.Max(all.After, text.Length - at));
        }
        return all;
    }

    /// <summary>All texts of a term, ASCII case folded; null when they are too many.</summary>
    private static List<string>? Texts(Term term)
    {
        switch (term)
        {
            case OneByte one:
                var folded = one.Set.Folded();
                return folded.Count is > 0 and <= 16 ? [.. folded.Members().Select(b => ((char)b).ToString())] : null;
            case Group group: return Texts(group.Inner);
            case Sequence sequence: return sequence.Terms.Aggregate((List<string>?)[""], (texts, next) => Product(texts, Texts(next)));
            case Alternatives alternatives:
                return alternatives.Terms.Aggregate((List<string>?)[], (texts, next) => Union(texts, Texts(next)));
            case Repeat { Most: <= 8 } repeat:
                List<string>? sum = [], power = [""], inner = Texts(repeat.Inner);
                for (var n = 0; n <= repeat.Most; n++)
                {
                    if (n >= repeat.Least) sum = Union(sum, power);
                    power = Product(power, inner);
                }
                return sum;
            case Look or Edge: return [""];
            default: return null;
        }
    }

    private static List<string>? Product(List<string>? left, List<string>? right)
    {
        if (left is null || right is null || left.Count * right.Count > MaxTexts) return null;
        return [.. left.SelectMany(l => right.Select(r => l + r)).Distinct()];
    }

    private static List<string>? Union(List<string>? left, List<string>? right)
    {
        if (left is null || right is null || left.Count + right.Count > MaxTexts) return null;
        return [.. left.Union(right)];
    }
}
