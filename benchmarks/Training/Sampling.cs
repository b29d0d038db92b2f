using System.Text;
using Stanch.Catalog;
using Stanch.Detection;
using Stanch.Detection.Judging;
using Stanch.Detection.Recognizers;

namespace Stanch.Training;

/// <summary>Asks the recognisers about every anchor in a file.</summary>
internal sealed class Sampling(IReadOnlyList<Detector> detectors)
{
    private readonly List<(byte[] Anchor, Detector Detector)> anchors = [.. detectors.Where(d => d.Recognizer.Length > 0)
        .SelectMany(d => d.Anchors.Select(a => (Encoding.Latin1.GetBytes(a.ToLowerInvariant()), d)))];

    /// <summary>Why proposals were refused, with the place.</summary>
    public List<(SourceFile File, int Offset, string Why)> Refused { get; } = [];

    public List<Sample> Of(SourceFile file)
    {
        var content = file.Content;
        var samples = new List<Sample>();
        if (content.AsSpan(0, Math.Min(8000, content.Length)).Contains((byte)0)) return samples;
        var lower = new byte[content.Length];
        for (var i = 0; i < lower.Length; i++) lower[i] = content[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(content[i] | 0x20) : content[i];
        var hits = new List<(int At, int Length, Detector Detector)>();
        foreach (var (anchor, detector) in anchors)
        {
            for (var at = 0; lower.AsSpan(at).IndexOf(anchor) is >= 0 and var next; at += next + 1) hits.Add((at + next, anchor.Length, detector));
        }
        hits.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : b.Length.CompareTo(a.Length));
        var seen = new HashSet<int>();
        foreach (var (at, length, detector) in hits)
        {
            var hit = new ByteRange(at, at + length);
            string? why;
            var slot = detector.Recognizer == AssignmentRecognizer.Name ? AssignmentRecognizer.Propose(content, hit, out why) : UrlCredentialsRecognizer.Propose(content, hit, out why);
            if (slot is { } found && Placeholder.Reason(content.AsSpan(found.Value.Start..found.Value.End)) is { } placeholder) (slot, why) = (null, "placeholder: " + placeholder);
            if (slot is not { } s)
            {
                Refused.Add((file, at, why ?? "no value"));
                continue;
            }
            if (!seen.Add(s.Value.Start)) continue;
            var traits = new float[Evidence.Count];
            Evidence.Gather(content, s, traits);
            samples.Add(new Sample { File = file, Detector = detector.Id, Slot = s, Traits = traits, Line = file.LineOf(s.Value.Start) });
        }
        foreach (var sample in samples) Label(sample);
        return samples;
    }

    private static void Label(Sample sample)
    {
        var rows = sample.File.Rows.Where(r => r.FirstLine <= sample.Line && sample.Line <= r.LastLine).ToList();
        sample.Labelled = rows.Count > 0;
        var right = rows.Where(r => r.True).ToList();
        if (right.Count == 0) return;
        bool Overlaps(LabelledRow row) => sample.File.ValueOf(row) is not { } at || at.Start < sample.Slot.Value.End && sample.Slot.Value.Start < at.End;
        if (right.Any(r => r.Core && Overlaps(r))) sample.Label = 1;
        else if (right.Any(r => !r.Core && Overlaps(r)) || !rows.Any(r => !r.True && r.ValueStart >= 0 && Overlaps(r))) sample.Label = -1;
    }
}
