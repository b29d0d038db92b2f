using Stanch.Catalog;
using Stanch.Detection;

namespace Stanch.Training;

/// <summary>The files, what the recognisers propose in them, and what every other detector finds.</summary>
internal sealed class Data
{
    public required List<SourceFile> Files;
    public required List<Sample> Samples;
    public required ILookup<SourceFile, (int First, int Last, ByteRange At)> Certain;
    public required Sampling Sampling;

    public static Data Read(string root, IReadOnlyList<Detector> detectors)
    {
        var files = SourceFile.ReadAll(root);
        var sampling = new Sampling(detectors);
        var samples = files.SelectMany(sampling.Of).ToList();
        var scanner = new DetectionEngine([.. detectors.Where(d => d.Recognizer.Length == 0)]).Open();
        var certain = new List<(SourceFile File, (int First, int Last, ByteRange At) Found)>();
        foreach (var file in files)
        {
            if (ContentForms.Sniff(file.Content) != ContentForm.Text) continue;
            var matches = new List<Match>();
            scanner.Scan(file.Content, matches);
            certain.AddRange(matches.Select(m => (file, (file.LineOf(m.At.Start), file.LineOf(Math.Max(m.At.Start, m.At.End - 1)), m.At))));
        }
        var lookup = certain.ToLookup(c => c.File, c => c.Found);
        // What a more specific detector claims is not the model's to judge.
        samples.RemoveAll(s => lookup[s.File].Any(c => c.At.Overlaps(s.Slot.Value)));
        return new Data { Files = files, Samples = samples, Certain = lookup, Sampling = sampling };
    }

    public Score ScoreOf(IEnumerable<SourceFile> files, Func<Sample, bool> accepted)
    {
        var bySample = Samples.Where(accepted).ToLookup(s => s.File);
        return files.Select(f => Scoring.Of(f, [.. Certain[f].Select(c => (c.First, c.Last)), .. bySample[f].Select(s => (s.Line, s.Line))])).Aggregate(new Score(0, 0, 0, 0), (a, b) => a + b);
    }
}
