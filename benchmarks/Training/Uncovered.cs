using System.Text;

namespace Stanch.Training;

/// <summary>Lists the true places that nothing proposes, with why the anchors on their lines were refused; and the model's mistakes.</summary>
internal static class Uncovered
{
    public static void Write(Data data, string path)
    {
        var proposed = data.Samples.ToLookup(s => s.File);
        var refused = data.Sampling.Refused.ToLookup(r => r.File);
        using var to = new StreamWriter(path);
        foreach (var file in data.Files)
        {
            var lines = refused[file].ToLookup(r => file.LineOf(r.Offset), r => r.Why);
            foreach (var row in file.Rows.Where(r => r.True && r.Core))
            {
                if (proposed[file].Any(s => s.Line >= row.FirstLine && s.Line <= row.LastLine) || data.Certain[file].Any(c => c.First <= row.LastLine && c.Last >= row.FirstLine)) continue;
                var why = string.Join(" | ", lines[row.FirstLine].Distinct());
                to.WriteLine($"{string.Join(':', row.Categories)}\t{file.Repository[..4]}\t{(why.Length == 0 ? "no anchor" : why)}\t{Line(file, row.FirstLine)}");
            }
        }
    }

    public static void WriteWrong(Data data, string path, double margin)
    {
        using var to = new StreamWriter(path);
        foreach (var s in data.Samples.OrderByDescending(s => s.Label == 1 ? -s.Unseen : s.Unseen))
        {
            var found = s.Unseen >= margin;
            if (s.Label < 0 || found == (s.Label == 1)) continue;
            var value = Encoding.UTF8.GetString(s.File.Content, s.Slot.Value.Start, s.Slot.Value.Length);
            to.WriteLine($"{(s.Label == 1 ? "MISS" : s.Labelled ? "FALSE" : "UNLAB")}\t{s.Unseen:0.0}\t{s.File.Repository[..4]} {s.Detector} {Path.GetExtension(s.File.Path)}\t{value}\t{Line(s.File, s.Line)}");
        }
    }

    private static string Line(SourceFile file, int line)
    {
        var text = Encoding.UTF8.GetString(file.Line(line)).Trim();
        return text.Length > 160 ? text[..160] : text;
    }
}
