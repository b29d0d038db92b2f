namespace Stanch.Catalog.Compiler.Patterns;

/// <summary>How many bytes a term takes, and how far it looks beyond them.</summary>
/// <param name="Least">Bytes taken at least.</param>
/// <param name="Most">Bytes taken at most; <see cref="Endless"/> and more: no end.</param>
/// <param name="Before">Bytes looked at before the first one taken.</param>
/// <param name="After">Bytes looked at after the last one taken.</param>
internal readonly record struct Extent(long Least, long Most, long Before, long After)
{
    /// <summary>Stands for "no end"; far below overflow, far above every limit.</summary>
    public const long Endless = 1L << 40;

    public bool IsEndless => Most >= Endless || Before >= Endless || After >= Endless;

    public static Extent Of(Term term) => term switch
    {
        OneByte => new(1, 1, 0, 0),
        // A way that is tried and given up may look as far as the longest one; here it decides what the group takes for good.
        Group { Atomic: true } group => Of(group.Inner) is var e ? e with { After = Cap(e.After + e.Most - e.Least) } : default,
        Group group => Of(group.Inner),
        Sequence sequence => OfAll(sequence.Terms),
        Alternatives alternatives => alternatives.Terms.Select(Of).Aggregate((x, y) => new(
            Math.Min(x.Least, y.Least), Math.Max(x.Most, y.Most), Math.Max(x.Before, y.Before), Math.Max(x.After, y.After))),
        Repeat repeat => Times(Of(repeat.Inner), repeat.Least, repeat.Most),
        Look { Ahead: true } look => Of(look.Inner) is var e ? new(0, 0, e.Before, Cap(e.Most + e.After)) : default,
        Look look => Of(look.Inner) is var e ? new(0, 0, Cap(e.Most + e.Before), e.After) : default,
        // The end of the text may stand before one last line feed, which has to be seen with what follows it.
        Edge { Kind: 'Z' } or Edge { Kind: '$', Lines: false } => new(0, 0, 0, 2),
        Edge => new(0, 0, 1, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(term), term, "no such term"),
    };

    public static Extent OfAll(IEnumerable<Term> terms)
    {
        var sum = new Extent(0, 0, 0, 0);
        foreach (var next in terms.Select(Of))
        {
            sum = new Extent(
                Cap(sum.Least + next.Least), Cap(sum.Most + next.Most),
                Math.Max(sum.Before, next.Before - sum.Least), Math.Max(next.After, sum.After - next.Least));
        }
        return sum;
    }

    private static Extent Times(Extent one, int least, int? most)
    {
        if (most == 0) return default;
        return new(Product(one.Least, least), one.Most == 0 ? 0 : Product(one.Most, most ?? Endless), one.Before, one.After);
    }

    public static long Cap(long n) => Math.Min(n, Endless);

    /// <summary>Of two numbers of at most <see cref="Endless"/>, which it doesn't exceed either.</summary>
    public static long Product(long a, long b) => Math.BigMul(a, b, out var low) != 0 || (ulong)low > Endless ? Endless : low;
}
