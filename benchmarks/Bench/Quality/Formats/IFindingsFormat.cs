using System.Globalization;
using System.Text.Json;

namespace Stanch.Bench.Quality.Formats;

/// <summary>One of the forms in which scanners write what they found.</summary>
internal interface IFindingsFormat
{
    string Name { get; }

    /// <summary>The file's first value looks like this format's.</summary>
    bool Fits(PlacedJson first);

    /// <summary>Takes the findings out of one of the file's values.</summary>
    /// <exception cref="MisplacedValueException">Something that has to be there is not, or is something else.</exception>
    void Read(PlacedJson value, Collected into);
}

/// <summary>Findings on the way in.</summary>
internal sealed class Collected
{
    private readonly List<ReportedFinding> findings = [];

    public IReadOnlyList<ReportedFinding> Findings => findings;
    public int Placeless { get; private set; }

    /// <param name="start">The line's node; null or 0: the finding has no place.</param>
    public void Add(string file, PlacedJson? start, PlacedJson? end, string secret, string rule, string? commit = null)
    {
        if (start is null || Line(start) is not (> 0 and var first))
        {
            Placeless++;
            return;
        }
        var last = end is null ? first : Line(end);
        findings.Add(new ReportedFinding(file, first, last > 0 ? last : first, secret, rule) { Commit = commit });
    }

    private static int Line(PlacedJson node) =>
        node.Kind == JsonTokenType.Number && int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line
        : node.Kind == JsonTokenType.Null ? 0
        : throw new MisplacedValueException(node, "a line number was expected here");
}

/// <summary>How readers ask for what has to be there.</summary>
internal static class Expected
{
    public static PlacedJson Object(PlacedJson node) => node.IsObject ? node : throw new MisplacedValueException(node, "an object was expected here");

    public static IReadOnlyList<PlacedJson> List(PlacedJson owner, string name) =>
        owner[name] is not { } list ? throw new MisplacedValueException(owner, $"this object lacks '{name}'")
        : list.IsArray ? list.Items : throw new MisplacedValueException(list, $"'{name}': a list was expected here");

    /// <summary>As <see cref="List"/>, but what is absent or null is empty.</summary>
    public static IReadOnlyList<PlacedJson> ListIfAny(PlacedJson owner, string name) => owner[name] is null or { Kind: JsonTokenType.Null } ? [] : List(owner, name);

    public static string Text(PlacedJson owner, string name) =>
        owner[name] is not { } text ? throw new MisplacedValueException(owner, $"this object lacks '{name}'")
        : text.IsText ? text.Text : throw new MisplacedValueException(text, $"'{name}': a text was expected here");

    public static string TextIfAny(PlacedJson owner, string name) => owner[name] is { IsText: true } text ? text.Text : "";
}
