using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Stanch.Catalog.Compiler.Examples;
using Stanch.Catalog.Compiler.Patterns;
using Stanch.Catalog.Compiler.Yaml;
using Stanch.Detection.Telling;

namespace Stanch.Catalog.Compiler.Format;

/// <summary>A text by which a detector is proved.</summary>
/// <param name="Found">The detector finds its secret in it; false: it finds nothing.</param>
internal sealed record Example(string Detector, string Text, bool Found);

/// <summary>Turns <c>find</c> into the fields of a detector, and proves its examples.</summary>
internal sealed class FindReader(MapNode find, Reader reader)
{
    private readonly Complaints complaints = reader.Complaints;
    private readonly int before = reader.Complaints.Errors;

    /// <summary>Names that a request may use: of named groups and of the parts beside.</summary>
    public List<string> Parts { get; } = [];

    /// <summary>The <c>match</c> and <c>ignore</c> examples, expanded; filled by <see cref="Prove"/>.</summary>
    public List<Example> Examples { get; } = [];

    /// <param name="plain">What the rest of the credential says.</param>
    /// <returns>Null when it doesn't compile; the complaints then say why.</returns>
    public Detector? Read(Detector plain)
    {
        var pattern = find.Text("pattern");
        var recognizer = find.Text("recognizer");
        if (pattern is null == recognizer is null)
        {
            if (find["pattern"] is RefusedNode || find["recognizer"] is RefusedNode) return null;
            complaints.Add(find.At, Codes.FindEither, pattern is null ? "'find' has neither 'pattern' nor 'recognizer'" : "'find' has both 'pattern' and 'recognizer'");
            return null;
        }

        var anchors = Anchors();
        var detector = plain with
        {
            Anchors = anchors,
            Recognizer = recognizer?.Value ?? "",
            Beside = [.. Beside()],
            MinEntropy = find.Text("entropy") is { } entropy ? NumberShape.Parse(entropy.Value) ?? 0 : 0,
            Checksum = find.Text("checksum")?.Value ?? "",
            Paths = [.. find.Texts("paths").Select(t => t.Value)],
            Stop = [.. find.Texts("stop").Select(t => t.Value)],
        };
        if (pattern is not null && new PatternReader(pattern, reader).Read(detector) is { } read)
        {
            Parts.AddRange(read.Parts);
            return read.Detector with { Tells = Tells() };
        }
        if (recognizer is null) return null;
        if (find["checksum"] is { } checksum) complaints.Add(checksum.At, Codes.FindEither, "'checksum' goes with 'pattern' only");
        return detector with { Tells = Tells() };
    }

    private string Tells()
    {
        var entries = find.Map("tells")?.Entries ?? [];
        foreach (var text in entries.Select(e => e.Value).OfType<TextNode>())
        {
            // What a recognizer names is not known before it reads.
            var mistake = Facts.Mistake(text.Value, name => Parts.Contains(name) || find["recognizer"] is not null);
            if (mistake is not null) complaints.Add(text.At, Codes.Telling, $"'{text.Value}': {mistake}");
        }
        return string.Join('\n', entries.Select(e => $"{e.Key.Value}: {(e.Value as TextNode)?.Value}"));
    }

    private string[] Anchors()
    {
        var anchors = find.Texts("anchors").ToList();
        if (!reader.Users && find["anchors"] is null) complaints.Add(find.At, Codes.MissingKey, "'find' lacks 'anchors'");
        foreach (var anchor in anchors)
        {
            if (anchor.Value.Length < 3 || anchor.Value.Any(c => c is < ' ' or > '~'))
                complaints.Add(anchor.At, Codes.Anchor, $"the anchor '{anchor.Value}' has to be at least 3 bytes of printable ASCII");
        }
        return [.. anchors.Select(a => a.Value)];
    }

    private List<BesidePart> Beside()
    {
        var parts = new List<BesidePart>();
        var entries = find.Map("beside")?.Entries ?? [];
        var needs = find.Texts("needs").ToList();
        foreach (var (key, value) in entries)
        {
            Parts.Add(key.Value);
            if (value is not TextNode text) continue;
            PatternReader.CheckBeside(text, reader);
            parts.Add(new BesidePart(key.Value, text.Value, needs.Exists(n => n.Value == key.Value)));
        }
        foreach (var need in needs.Where(n => !entries.Any(e => e.Key.Value == n.Value)))
            complaints.Add(need.At, Codes.UnknownPart, $"'needs' names '{need.Value}', which is not in 'beside'");
        return parts;
    }

    /// <summary>Expands the examples and runs the detector over them, unless it has mistakes of its own.</summary>
    public void Prove(Detector detector)
    {
        if (complaints.Errors > before) return;
        var proof = new Proof(detector);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (example, number, text) in Expanded(detector, "match"))
        {
            Examples.Add(new Example(detector.Id, text, Found: true));
            var matches = proof.Find(text, out var why);
            if (matches.Count == 0)
                complaints.Add(example.At, Codes.MatchNotFound, $"'match' {number} is not found by '{detector.Id}' ({why}): {Start(text)}");
            foreach (var match in matches) told.UnionWith(Told(detector, match, example));
        }
        foreach (var (name, _) in find.Map("tells")?.Entries ?? [])
            if (!told.Contains(name.Value) && reader.Complaints.Errors == before) complaints.Add(name.At, Codes.ToldNothing, $"none of the 'match' examples tells '{name.Value}'");
        foreach (var (example, number, text) in Expanded(detector, "ignore"))
        {
            Examples.Add(new Example(detector.Id, text, Found: false));
            if (proof.Find(text, out _) is [var found, ..])
                complaints.Add(example.At, Codes.IgnoreFound, $"in 'ignore' {number} '{detector.Id}' finds '{Start(Encoding.UTF8.GetString(found.Value))}': {Start(text)}");
        }
    }

    /// <summary>The names of the facts; together they must leave enough of the secret unsaid.</summary>
    private IEnumerable<string> Told(Detector detector, Stanch.Detection.Match match, TextNode example)
    {
        var facts = Facts.Of(detector, match.Value, match.Parts);
        var untold = Encoding.UTF8.GetString(match.Value);
        foreach (var fact in facts.OrderByDescending(f => f.Value.Length)) untold = untold.Replace(fact.Value, "", StringComparison.Ordinal);
        if (untold.Length < 16 && untold.Length < match.Value.Length)
            complaints.Add(example.At, Codes.ToldTooMuch, $"'tells' leaves {untold.Length} characters of the secret untold; a guesser must be left with 16");
        return facts.Select(f => f.Name);
    }

    private static string Start(string text) => text.Length <= 200 ? text : $"{text[..200]}…";

    private IEnumerable<(TextNode Example, int Number, string Text)> Expanded(Detector detector, string list)
    {
        var pattern = detector.Checksum.Length == 0 ? null : new Regex(detector.Pattern, RegexOptions.CultureInvariant);
        var number = 0;
        foreach (var example in find.Texts(list))
        {
            number++;
            var seed = string.Create(CultureInfo.InvariantCulture, $"{detector.Id}\n{list}\n{number}");
            var (text, fault) = ExampleText.Expand(example.Value, seed, pattern, detector.Checksum);
            if (text is null) complaints.Add(example.At, Codes.Placeholder, $"'{list}' {number}: {fault}");
            else yield return (example, number, text);
        }
    }
}
