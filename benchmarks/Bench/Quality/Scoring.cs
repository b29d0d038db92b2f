namespace Stanch.Bench.Quality;

/// <summary>
/// Holds findings against labels. The unit is a labelled place: a file and a range of lines. It is positive if any label there is true. A finding hits the places that hold its
/// line, each counts once, and what is found where nobody labelled is counted apart.
/// </summary>
internal sealed class Scoring
{
    private readonly record struct Place(string File, int Start, int End);

    private readonly Labels labels;
    private readonly LabelledLines lines;
    private readonly ILookup<string, Label> byFile;
    private readonly ILookup<string, Label> neutral;
    private readonly Dictionary<Place, bool> positive = [];
    private readonly Dictionary<Place, string> repositoryOf = [];
    private readonly HashSet<Place> hit = [];
    private readonly HashSet<(string File, int Line)> unlabelled = [];
    private readonly HashSet<ReportedFinding> seen = [];
    private int findings, duplicates, outside, licences, onNeutral;

    private Scoring(Labels labels)
    {
        this.labels = labels;
        lines = new LabelledLines(labels.Folder);
        byFile = labels.Rows.ToLookup(r => r.File, StringComparer.Ordinal);
        neutral = labels.Neutral.ToLookup(r => r.File, StringComparer.Ordinal);
        foreach (var row in labels.Rows)
        {
            var place = PlaceOf(row);
            positive[place] = row.True || positive.GetValueOrDefault(place);
            repositoryOf.TryAdd(place, row.Repository);
        }
    }

    public static Score Of(Labels labels, IEnumerable<ReportedFinding> findings)
    {
        var scoring = new Scoring(labels);
        foreach (var finding in findings) scoring.Take(finding);
        return scoring.Sum();
    }

    /// <summary>The path from the labelled folder, whatever stands before it.</summary>
    public static string Normal(string path)
    {
        path = path.Replace('\\', '/');
        while (path.StartsWith("./", StringComparison.Ordinal)) path = path[2..];
        if (path.StartsWith("data/", StringComparison.Ordinal)) return path;
        var below = path.IndexOf("/data/", StringComparison.Ordinal);
        return below >= 0 ? path[(below + 1)..] : "data/" + path;
    }

    private void Take(ReportedFinding finding)
    {
        findings++;
        var file = Normal(finding.File);
        var upper = "/" + file.ToUpperInvariant();
        var parts = file.Split('/');
        if (upper.Contains("/LICENSE", StringComparison.Ordinal) || upper.Contains("/COPYING", StringComparison.Ordinal)) licences++;
        else if (parts.Length < 2 || !labels.Names.ContainsKey(parts[1])) outside++;
        else if (!seen.Add(finding with { File = file })) duplicates++;
        else Hold(file, Narrowed(file, finding));
    }

    /// <summary>A match of several lines around a secret of one line stands where the secret stands.</summary>
    private (int Start, int End) Narrowed(string file, ReportedFinding finding)
    {
        if (finding.LineEnd > finding.LineStart && finding.Secret.Length > 0 && !finding.Secret.Contains('\n', StringComparison.Ordinal))
        {
            for (var line = finding.LineStart; line <= Math.Min(finding.LineEnd, finding.LineStart + 50); line++)
            {
                if (lines.At(file, line).Contains(finding.Secret, StringComparison.Ordinal)) return (line, line);
            }
        }
        return (finding.LineStart, finding.LineEnd);
    }

    private void Hold(string file, (int Start, int End) at)
    {
        var rows = byFile[file].Where(r => Hits(at, r)).ToList();
        if (rows.Count == 0)
        {
            if (neutral[file].Any(r => Hits(at, r))) onNeutral++;
            else unlabelled.Add((file, at.Start));
            return;
        }
        var places = rows.Select(PlaceOf).ToHashSet();
        // Places can nest: what hits a positive one is not charged for a negative one around it.
        if (places.Any(p => positive[p])) places.RemoveWhere(p => !positive[p]);
        hit.UnionWith(places);
    }

    /// <summary>The finding's first line is the label's; or, of a finding of several lines, half of either is the other's.</summary>
    private static bool Hits((int Start, int End) at, Label row)
    {
        if (row.LineStart <= at.Start && at.Start <= row.LineEnd) return true;
        if (at.End <= at.Start) return false;
        var overlap = Math.Min(at.End, row.LineEnd) - Math.Max(at.Start, row.LineStart) + 1;
        return overlap > 0 && (2 * overlap >= at.End - at.Start + 1 || (row.LineEnd > row.LineStart && 2 * overlap >= row.LineEnd - row.LineStart + 1));
    }

    private Score Sum()
    {
        var total = default(Tally);
        var repositories = new Dictionary<string, Tally>(StringComparer.Ordinal);
        var types = new Dictionary<string, Tally>(StringComparer.Ordinal);
        foreach (var (place, isTrue) in positive) Count(repositoryOf[place], place.File, Tally.Of(isTrue, hit.Contains(place)));
        foreach (var (file, _) in unlabelled) Count(file.Split('/')[1], file, new Tally(0, 0, 0, 1));

        var categories = new Dictionary<string, Tally>(StringComparer.Ordinal);
        var negatives = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in labels.Rows)
        {
            var place = PlaceOf(row);
            var counts = hit.Contains(place) && (row.True || !positive[place]);
            foreach (var category in row.Categories)
            {
                categories[category] = categories.GetValueOrDefault(category) + Tally.Of(row.True, counts);
                negatives[category] = negatives.GetValueOrDefault(category) + (row.True ? 0 : 1);
            }
        }
        return new Score(total, repositories, categories, negatives, types, positive.Count(p => p.Value), positive.Count(p => !p.Value),
            new Reading(findings, duplicates, outside, licences, onNeutral));

        void Count(string repository, string file, Tally one)
        {
            total += one;
            repositories[repository] = repositories.GetValueOrDefault(repository) + one;
            var type = Path.GetExtension(file).ToLowerInvariant();
            if (type.Length == 0) type = "(none)";
            types[type] = types.GetValueOrDefault(type) + one;
        }
    }

    private static Place PlaceOf(Label row) => new(row.File, row.LineStart, row.LineEnd);
}
