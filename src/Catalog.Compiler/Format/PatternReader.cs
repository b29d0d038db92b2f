using System.Text.RegularExpressions;
using Stanch.Catalog.Compiler.Patterns;
using Stanch.Catalog.Compiler.Yaml;
using Stanch.Detection.Judging;

namespace Stanch.Catalog.Compiler.Format;

/// <summary>Checks a pattern, and works out the windows, the gate and the specificity of its detector.</summary>
internal sealed class PatternReader(TextNode node, Reader reader)
{
    /// <summary>What a match may span.</summary>
    private const int MaxSpan = 16 * 1024;
    /// <summary>What the engine can look at on both sides of an anchor together.</summary>
    private const int MaxWindow = 17 * 1024;
    /// <summary>Where a user's pattern has no end, so far does the engine look to either side of an anchor.</summary>
    public const int EndlessWindow = 4 * 1024;
    private const int MaxBesideSpan = 1024;
    private const int Samples = 64;

    private readonly Complaints complaints = reader.Complaints;

    public (Detector Detector, List<string> Parts)? Read(Detector detector)
    {
        if (Facts() is not { } facts) return null;
        var bad = !CheckLength(facts);
        bad |= !CheckGroup(facts, "secret");
        if (detector.Checksum.Length > 0) bad |= !CheckChecksumGroups(facts, detector.Checksum);
        if (bad) return null;

        if (detector.Anchors.Length == 0) detector = detector with { Anchors = AnchorSpot.Derive(facts.Term) };
        detector = WithWindows(detector with { Pattern = node.Value, Linear = reader.Users }, facts);
        if (Counterexample(detector.Id, detector.Pattern, detector.Anchors, facts) is { } counterexample)
        {
            complaints.Add(node.At, Codes.AnchorMissed, $"the pattern matches '{counterexample}', which holds none of the anchors");
            return null;
        }
        var parts = facts.NamedGroups.Select(g => g.Name!).Where(n => n is not ("secret" or "body" or "check")).Distinct().ToList();
        return (detector, parts);
    }

    public static void CheckBeside(TextNode node, Reader reader)
    {
        var beside = new PatternReader(node, reader);
        if (beside.Facts() is not { } facts) return;
        beside.CheckLength(facts, MaxBesideSpan, MaxBesideSpan);
        beside.CheckGroup(facts, "value");
    }

    public bool CheckLength(PatternFacts facts) => CheckLength(facts, MaxSpan, MaxWindow);

    public PatternFacts? Facts()
    {
        try
        {
            _ = new Regex(node.Value, RegexOptions.CultureInvariant);
        }
        catch (ArgumentException e)
        {
            complaints.Add(node.At, Codes.Regex, e.Message);
            return null;
        }
        var (term, fault) = PatternParser.Parse(node.Value);
        if (term is not null) return new PatternFacts(term);
        complaints.Add(node.At, Codes.Regex, $"at character {fault!.At + 1} of the pattern: {fault.Message}");
        return null;
    }

    private bool CheckLength(PatternFacts facts, int span, int window)
    {
        var unbounded = facts.Unbounded.ToList();
        if (!reader.Users)
        {
            foreach (var at in unbounded)
            {
                var quantifier = node.Value[at] == '{' ? node.Value[at..(node.Value.IndexOf('}', at) + 1)] : node.Value[at].ToString();
                complaints.Add(node.At, Codes.Unbounded, $"the quantifier '{quantifier}' at character {at + 1} of the pattern has no upper bound; write {{0,64}} or the like");
            }
        }
        if (unbounded.Count > 0) return reader.Users;
        var extent = facts.Extent;
        if (extent.Most <= span && extent.Before + extent.Most + extent.After <= window) return true;
        complaints.Add(node.At, Codes.TooLong,
            $"a match may span {extent.Most} bytes and look at {extent.Before + extent.Most + extent.After}; at most {span} and {window} are possible");
        return false;
    }

    private bool CheckGroup(PatternFacts facts, string name, bool always = true)
    {
        var groups = facts.Groups(name).ToList();
        var fault = groups switch
        {
            [] => $"the pattern has no group '{name}': (?<{name}>…)",
            _ when always && !facts.Always(name) => $"group '{name}' is not set in every match",
            _ when groups.Exists(g => Extent.Of(g).Least == 0) => $"group '{name}' can match nothing",
            _ => null,
        };
        if (fault is not null) complaints.Add(node.At, Codes.Groups, fault);
        return fault is null;
    }

    private bool CheckChecksumGroups(PatternFacts facts, string checksum)
    {
        if (!Checksum.IsComputed(checksum)) return CheckGroup(facts, "body");
        // An older form of the type may do without both.
        var (body, check) = (CheckGroup(facts, "body", always: false), CheckGroup(facts, "check", always: false));
        return body && check;
    }

    public static Detector WithWindows(Detector detector, PatternFacts facts)
    {
        var extent = facts.Extent;
        var spot = detector.Anchors.Length == 0 ? new AnchorSpot(0, extent.Most)
            // Not provable: then the anchor may stand anywhere in the match.
            : facts.SpotOf(detector.Anchors) ?? new AnchorSpot(extent.Most, extent.Most);
        var (before, after) = (spot.Before + extent.Before, spot.After + extent.After);
        var gate = facts.SecretGate;
        return detector with
        {
            Before = (int)(before >= Extent.Endless ? EndlessWindow : Math.Min(before, MaxWindow)),
            After = (int)(after >= Extent.Endless ? EndlessWindow : Math.Min(after, MaxWindow)),
            Look = detector.Anchors.Length == 0 ? 0 : (int)Math.Min(extent.Before, MaxWindow),
            Companions = facts.Companions(detector.Anchors),
            Track = spot.Onward is { } onward && detector.Anchors.Length > 0 ? TrackWriter.Write(onward, detector.Anchors.Min(a => a.Length)) : default,
            MinRun = (int)Math.Min(gate.Length, MaxSpan), RunLow = gate.Set.A, RunHigh = gate.Set.B,
            Specificity = Specificity(detector, facts),
        };
    }

    /// <summary>What is fixed in the value itself says most, then a checksum, then what has to stand around it.</summary>
    private static int Specificity(Detector detector, PatternFacts facts)
    {
        var (inSecret, around) = facts.Literals();
        var score = 100 * Math.Min(inSecret, 100) + Math.Min(around, 50);
        if (detector.Checksum.Length > 0) score += 400;
        score += 10 * detector.Beside.Count(b => b.Needed);
        if (detector.Paths.Length > 0) score += 10;
        return (int)score + 1;
    }

    /// <summary>A text that the pattern matches and that has no anchor, if one is come by.</summary>
    public static string? Counterexample(string seed, string pattern, IReadOnlyList<string> anchors, PatternFacts facts)
    {
        if (anchors.Count == 0 || facts.SpotOf(anchors) is not null) return null;
        var regex = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        var dice = new Dice(seed);
        try
        {
            for (var n = 0; n < Samples; n++)
            {
                var match = regex.Match(Sampler.Sample(facts.Term, dice));
                if (!match.Success || anchors.Any(a => match.Value.Contains(a, StringComparison.OrdinalIgnoreCase))) continue;
                return match.Value.Length <= 100 ? match.Value : $"{match.Value[..100]}…";
            }
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
        return null;
    }
}
