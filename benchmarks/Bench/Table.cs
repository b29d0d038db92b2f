namespace Stanch.Bench;

/// <summary>Prints a figure a line, with the limit that it is held against.</summary>
internal sealed class Table(TextWriter output)
{
    public bool AllHeld { get; private set; } = true;

    public void Title(string text) => output.WriteLine($"\n{text}");

    public void Line(string text) => output.WriteLine("  " + text);

    public void Ratio(string what, double ratio, double limit, bool atLeast)
    {
        var held = atLeast ? ratio >= limit : ratio <= limit;
        AllHeld &= held;
        output.WriteLine($"  {(held ? "held  " : "MISSED")} {what}: {ratio:0.00} ({(atLeast ? "at least" : "at most")} {limit:0.0##})");
    }
}
