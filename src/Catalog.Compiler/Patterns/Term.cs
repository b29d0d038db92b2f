namespace Stanch.Catalog.Compiler.Patterns;

/// <summary>A parsed regular expression. Bytes stand for the characters that they are widened to.</summary>
internal abstract record Term;

/// <summary>One byte out of a set.</summary>
internal sealed record OneByte(ByteSet Set) : Term;

/// <summary>One after the other; without terms it is the empty text.</summary>
internal sealed record Sequence(IReadOnlyList<Term> Terms) : Term
{
    public static readonly Sequence Empty = new([]);
}

internal sealed record Alternatives(IReadOnlyList<Term> Terms) : Term;

/// <param name="Most">Null: without end.</param>
/// <param name="At">Where its quantifier stands in the pattern.</param>
internal sealed record Repeat(Term Inner, int Least, int? Most, int At) : Term
{
    /// <summary>Takes as few as it can first.</summary>
    public bool Lazy { get; init; }
}

/// <param name="Name">Null: not named.</param>
/// <param name="Captures">False: it only groups, or is atomic.</param>
internal sealed record Group(Term Inner, string? Name, bool Captures) : Term
{
    /// <summary>What it has once taken it does not give back.</summary>
    public bool Atomic { get; init; }
}

internal sealed record Look(Term Inner, bool Ahead, bool Negative) : Term;

/// <summary><c>^ $ \b \B \A \z \Z</c>: takes no byte.</summary>
/// <param name="Kind">The character that writes it: <c>^</c>, <c>$</c>, <c>b</c>, <c>B</c>, <c>A</c>, <c>z</c>, <c>Z</c>.</param>
/// <param name="Lines">The flag <c>m</c> holds: <c>^</c> and <c>$</c> mean lines.</param>
internal sealed record Edge(char Kind, bool Lines) : Term;
