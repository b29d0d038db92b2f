using Stanch.Catalog.Compiler.Patterns;

namespace Stanch.Catalog.Compiler.Export;

/// <summary>A pattern without lookarounds, which linear engines don't know, and what it could not keep of them.</summary>
/// <param name="Dropped">
/// Terms that begin at the secret's start: a secret that one of them matches is none. So a lookahead into the secret becomes an allowlist.
/// </param>
/// <param name="Lost">Lookarounds that are left out: the pattern then matches more.</param>
internal sealed record Lookless(Term Term, IReadOnlyList<Term> Dropped, int Lost)
{
    private static readonly ByteSet word = ByteSet.Where(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    public static Lookless Of(Term term)
    {
        var rewriting = new Rewriting(several: new PatternFacts(term).Groups("secret").Skip(1).Any());
        var result = rewriting.Rewrite(term, new Around(AtStart: true, AtEnd: true, Border.Nothing, Border.Nothing));
        return new Lookless(result, rewriting.Dropped, rewriting.Lost);
    }

    /// <param name="AtStart">Nothing of the match stands before: a boundary may take a byte there.</param>
    /// <param name="AtEnd">Nothing of the match stands behind.</param>
    private readonly record struct Around(bool AtStart, bool AtEnd, Border Before, Border After);

    private sealed class Rewriting(bool several)
    {
        public List<Term> Dropped { get; } = [];
        public int Lost { get; private set; }
        // What of the secret stands before the term at hand; null outside of it.
        private List<Term>? secretSoFar;

        public Term Rewrite(Term term, Around around)
        {
            switch (term)
            {
                case Sequence sequence: return All(sequence.Terms, around);
                case Look look: return All([look], around);
                case Group { Name: "secret" } secret when !several:
                    secretSoFar = [];
                    var inner = Rewrite(secret.Inner, around);
                    secretSoFar = null;
                    return secret with { Inner = inner };
                case Group group: return group with { Inner = Rewrite(group.Inner, around) };
                case Alternatives alternatives:
                    // Within one of several ways a lookahead does not speak of every secret.
                    var held = secretSoFar;
                    if (alternatives.Terms.Count > 1) secretSoFar = null;
                    var options = new Alternatives([.. alternatives.Terms.Select(t => Rewrite(t, around))]);
                    secretSoFar = held;
                    return options;
                case Repeat repeat:
                    var outer = secretSoFar;
                    secretSoFar = null;
                    var again = repeat with { Inner = Rewrite(repeat.Inner, new Around(false, false, new Border(default, true), new Border(default, true))) };
                    secretSoFar = outer;
                    return again;
                default: return term;
            }
        }

        private Sequence All(IReadOnlyList<Term> terms, Around around)
        {
            var done = new List<Term>();
            var left = terms.ToList();
            while (left.Count > 0)
            {
                var term = left[0];
                left.RemoveAt(0);
                var here = new Around(
                    around.AtStart && done.TrueForAll(Takes0), around.AtEnd && left.TrueForAll(Takes0),
                    Outer(Border.Of(Enumerable.Reverse(done), fromEnd: true), around.Before), Outer(Border.Of(left, fromEnd: false), around.After));
                if (term is Look look) Add(look, here, done, left);
                else
                {
                    var depth = secretSoFar?.Count ?? 0;
                    var rewritten = Rewrite(term, here);
                    done.Add(rewritten);
                    if (secretSoFar is null) continue;
                    // What the parts of this term added is in the term itself.
                    secretSoFar.RemoveRange(depth, secretSoFar.Count - depth);
                    secretSoFar.Add(rewritten);
                }
            }
            return new Sequence(done);
        }

        private static bool Takes0(Term term) => Extent.Of(term).Most == 0;

        private static Border Outer(Border inner, Border outer) => inner.Empty ? new Border(inner.Set | outer.Set, outer.Empty) : inner;

        private void Add(Look look, Around here, List<Term> done, List<Term> left)
        {
            if (OneOf(look.Inner) is not { } set)
            {
                Long(look, here, done, left);
                return;
            }
            var allowed = look.Negative ? set.Not() : set;
            if ((look.Ahead ? here.After : here.Before).Within(allowed)) return;
            if (look.Ahead ? here.AtEnd : here.AtStart) done.Add(Boundary(look, allowed, here));
            else if (look.Ahead && Narrowed.By(left, fromEnd: false, allowed) is { } following)
            {
                left.Clear();
                left.AddRange(following);
            }
            else if (!look.Ahead && Narrowed.By(done, fromEnd: true, allowed) is { } preceding)
            {
                done.Clear();
                done.AddRange(preceding);
            }
            else if (look.Negative && set == word && (look.Ahead ? here.Before : here.After).Within(word)) done.Add(new Edge('b', false));
            else Lost++;
        }

        /// <summary>
        /// At the outer end of the match a boundary may take one byte, or there is none. Between a character of a word and what is none it takes
        /// nothing, so that two secrets with one byte between them are both found.
        /// </summary>
        private static Term Boundary(Look look, ByteSet allowed, Around here)
        {
            var inside = look.Ahead ? here.Before : here.After;
            if (look.Negative && inside.Within(word) && (allowed.Not() & word.Not()) == default)
            {
                var rest = allowed & word;
                return rest == default ? new Edge('b', false) : new Alternatives([new Edge('b', false), new OneByte(rest)]);
            }
            var outside = new OneByte(allowed);
            if (!look.Negative) return look.Ahead ? new Alternatives([outside, new Edge('z', false)]) : outside;
            return look.Ahead ? new Alternatives([outside, new Edge('z', false)]) : new Alternatives([new Edge('A', false), outside]);
        }

        private void Long(Look look, Around here, List<Term> done, List<Term> left)
        {
            if (look is { Ahead: false, Negative: false } && here.AtStart)
            {
                done.Add(Rewrite(look.Inner, here with { AtEnd = false, After = Border.Of(left, fromEnd: false) }));
                return;
            }
            List<Term>? before = secretSoFar is not null ? [.. secretSoFar]
                : left.SkipWhile(t => t is Look { Ahead: true }).FirstOrDefault() is Group { Name: "secret" } && !several ? [] : null;
            if (look.Ahead && before is not null && (look.Negative ? look.Inner : Opposite(look.Inner)) is { } wrong)
            {
                var held = secretSoFar;
                secretSoFar = null;
                var inner = Rewrite(wrong, new Around(false, true, Border.Nothing, Border.Nothing));
                secretSoFar = held;
                Dropped.Add(new Sequence([new Edge('A', false), .. before, inner]));
            }
            else Lost++;
        }

        /// <summary>
        /// What does not begin as "some of one set, then one of another" asks: too many of the first, or an end, or something else, before
        /// one of the second comes.
        /// </summary>
        private static Alternatives? Opposite(Term term)
        {
            if (Flat(term) is not [Repeat { Inner: var each, Least: 0, Most: { } most } repeat, var last] || OneOf(each) is not { } some || OneOf(last) is not { } wanted) return null;
            var before = some & wanted.Not();
            var many = new Repeat(new OneByte(before), most + 1, most + 1, repeat.At);
            var few = new Repeat(new OneByte(before), 0, most, repeat.At);
            var other = (some | wanted).Not();
            Term end = new Edge('z', false);
            return new Alternatives([many, new Sequence([few, other == default ? end : new Alternatives([new OneByte(other), end])])]);
        }

        private static IReadOnlyList<Term> Flat(Term term) => term switch
        {
            Group group => Flat(group.Inner),
            Sequence sequence => [.. sequence.Terms.SelectMany(t => t is Group { Name: null } or Sequence ? Flat(t) : [t])],
            _ => [term],
        };

        /// <summary>The set, when the term is one byte of it.</summary>
        private static ByteSet? OneOf(Term term) => term switch
        {
            OneByte one => one.Set,
            Group group => OneOf(group.Inner),
            Sequence { Terms: [var only] } => OneOf(only),
            Alternatives alternatives => alternatives.Terms.Select(OneOf).Aggregate((x, y) => x is { } a && y is { } b ? a | b : null),
            _ => null,
        };
    }
}
