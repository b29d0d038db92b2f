namespace Stanch.Bench.Quality;

/// <summary>What a scanner says it found, whoever it is.</summary>
/// <param name="File">As the scanner writes it: absolute, or below the labelled data.</param>
/// <param name="LineStart">From 1.</param>
/// <param name="Secret">Empty where the scanner doesn't tell.</param>
internal readonly record struct ReportedFinding(string File, int LineStart, int LineEnd, string Secret, string Rule)
{
    /// <summary>That brought it; null where no history was looked at, or the scanner doesn't tell.</summary>
    public string? Commit { get; init; }
}

/// <summary>A scanner's output, read.</summary>
/// <param name="Placeless">Findings that name no line: they can't be held against labels, and are counted nowhere.</param>
internal sealed record FindingsFile(string Format, IReadOnlyList<ReportedFinding> Findings, int Placeless);

/// <summary>Why an output can't be read. Expected, and so a value where it leaves the room; an exception on the way out of a reader.</summary>
internal sealed record FindingsError(string File, int Line, int Column, string What)
{
    public override string ToString() => $"{File}({Line},{Column}): error: {What}";
}

/// <summary>Thrown by a reader at the value that does not fit.</summary>
internal sealed class MisplacedValueException(PlacedJson at, string what) : Exception(what)
{
    public int Offset { get; } = at.Offset;
}
