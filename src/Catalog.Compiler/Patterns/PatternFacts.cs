namespace Stanch.Catalog.Compiler.Patterns;

/// <summary>What can be said about a pattern without running it.</summary>
internal sealed class PatternFacts(Term term)
{
    public Term Term => term;
    public Extent Extent { get; } = Extent.Of(term);

    /// <summary>In the order of the pattern; a name may stand several times.</summary>
    public IReadOnlyList<Group> NamedGroups { get; } = [.. All(term).OfType<Group>().Where(g => g.Name is not null)];

    /// <summary>Where quantifiers without an upper bound stand in the pattern.</summary>
    public IEnumerable<int> Unbounded => All(term).OfType<Repeat>().Where(r => r.Most is null).Select(r => r.At);

    public IEnumerable<Group> Groups(string name) => NamedGroups.Where(g => g.Name == name);

    /// <summary>The group takes part in every match.</summary>
    public bool Always(string name) => Always(term, name);

    /// <summary>The group takes part in every match, and holds something.</summary>
    public bool Sets(string name) => Always(name) && Groups(name).All(g => Extent.Of(g).Least > 0);

    /// <summary>Where an anchor stands in every match, or null when that can't be proved.</summary>
    public AnchorSpot? SpotOf(IEnumerable<string> anchors) => AnchorSpot.Find(term, [.. anchors.Select(a => a.ToLowerInvariant())]);

    /// <summary>What stands in every match besides an anchor; empty when that can't be said.</summary>
    public string[] Companions(IEnumerable<string> anchors) => AnchorSpot.Companions(term, [.. anchors.Select(a => a.ToLowerInvariant())]);

    /// <summary>The run that stands in every secret.</summary>
    public Gate SecretGate => Secret is { } secret ? Gate.Of(secret) : default;

    /// <summary>Bytes of known value in the secret, and around it, that every match has.</summary>
    public (long InSecret, long Around) Literals()
    {
        var inside = Secret is { } secret ? Literals(secret) : 0;
        return (inside, Math.Max(0, Literals(term) - inside));
    }

    /// <summary>
    /// Group <c>secret</c>, as alternatives when it stands several times. A user's pattern may have none: then it is the whole match, or, where
    /// groups capture, whichever of them takes part, of which nothing is known.
    /// </summary>
    private Term? Secret => Groups("secret").ToList() switch
    {
        [var one] => one.Inner,
        [_, _, ..] several => new Alternatives([.. several.Select(g => g.Inner)]),
        _ => All(term).OfType<Group>().Any(g => g.Captures) ? null : term,
    };

    private static bool Always(Term term, string name) => term switch
    {
        Group group => group.Name == name || Always(group.Inner, name),
        Sequence sequence => sequence.Terms.Any(t => Always(t, name)),
        Alternatives alternatives => alternatives.Terms.All(t => Always(t, name)),
        Repeat { Least: >= 1 } repeat => Always(repeat.Inner, name),
        _ => false,
    };

    private static long Literals(Term term) => term switch
    {
        OneByte one => one.Set.Folded().Count == 1 ? 1 : 0,
        Group group => Literals(group.Inner),
        Sequence sequence => Extent.Cap(sequence.Terms.Sum(Literals)),
        Alternatives alternatives => alternatives.Terms.Min(Literals),
        Repeat repeat => Extent.Product(repeat.Least, Literals(repeat.Inner)),
        _ => 0,
    };

    private static IEnumerable<Term> All(Term term) => term switch
    {
        Group group => All(group.Inner).Prepend(group),
        Look look => All(look.Inner).Prepend(look),
        Repeat repeat => All(repeat.Inner).Prepend(repeat),
        Sequence sequence => sequence.Terms.SelectMany(All),
        Alternatives alternatives => alternatives.Terms.SelectMany(All),
        _ => [term],
    };
}
