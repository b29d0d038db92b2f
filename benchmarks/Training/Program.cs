using System.Diagnostics;
using System.Globalization;
using Stanch.Detection;
using Stanch.Detection.Judging;
using Stanch.Training;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

if (Option("--try") is { } lines)
{
    Trial.Run(lines, Detectors.Read(Option("--providers")!));
    return;
}
var watch = Stopwatch.StartNew();
var data = Data.Read(Option("--data")!, Detectors.Read(Option("--providers")!));
Console.WriteLine($"{data.Files.Count} files, {data.Samples.Count} samples, {data.Samples.Count(s => s.Label == 1)} true, {data.Samples.Count(s => s.Label == 0 && s.Labelled)} false, {data.Samples.Count(s => s.Label == 0 && !s.Labelled)} on lines without a label; {watch.Elapsed.TotalSeconds:0.0} s");
var folds = int.Parse(Option("--folds") ?? "10");
Console.WriteLine($"proposals cover: {data.ScoreOf(data.Files, _ => true)}");
Console.WriteLine($"without them:    {data.ScoreOf(data.Files, _ => false)}");
if (Option("--uncovered") is { } uncovered) Uncovered.Write(data, uncovered);

var options = new BoostingOptions();
if (Option("--trees") is { } t) options = options with { Trees = int.Parse(t) };
if (Option("--depth") is { } d) options = options with { Depth = int.Parse(d) };
if (Option("--rate") is { } r) options = options with { Rate = double.Parse(r) };
if (Option("--ridge") is { } l) options = options with { Ridge = double.Parse(l) };
if (Option("--smallest") is { } sm) options = options with { Smallest = double.Parse(sm) };
Validation.Weigh(data.Samples, double.Parse(Option("--power") ?? "0.3"));
var added = Words.Of(data.Samples, Words.Read(), double.Parse(Option("--words") ?? "1.5", System.Globalization.CultureInfo.InvariantCulture));
const int Groups = 60;
Validation.Run(data.Samples, added, options, folds);
Calibration.Unseen(data.Samples, Groups);
Console.WriteLine($"{added.Count} made of words; by cross-validation over repositories:\n");
var report = new Report(data, Console.Out);
report.Totals();
report.Reliability();
if (args.Contains("--tables")) report.Parts();
report.Speed();
if (Option("--wrong") is { } wrong) Uncovered.WriteWrong(data, wrong, double.Parse(Option("--margin") ?? "0"));
if (Option("--weights") is { } weights)
{
    var seen = data.Samples.Where(s => s.Label >= 0).ToList();
    var (trees, bias) = new Boosting([.. seen, .. added], options).Train([.. seen, .. added]);
    var curve = Calibration.Fit([.. seen.Select(s => (s.Unseen, s.Label == 1))], Groups);
    var usual = Enum.GetValues<Trait>().Select(t => seen.Select(s => s.Traits[(int)t]).Order().ElementAt(seen.Count / 2)).ToArray();
    File.WriteAllText(weights, WeightsFile.Write(trees, bias, curve, usual));
}
if (args.Contains("--ablation"))
{
    Console.WriteLine("\n| without | precision | recall | F1 | strict precision |\n|---|---|---|---|---|");
    foreach (var group in Enum.GetValues<Trait>().Select(Traits.Group).Distinct())
    {
        Validation.Run(data.Samples, added, options, folds, trait => Traits.Group(trait) != group);
        Calibration.Unseen(data.Samples, Groups);
        Console.WriteLine($"| {group} | {Report.Row(data.ScoreOf(data.Files, s => s.Probability >= ConfidencePreset.Default.AtLeast))} |");
    }
}
Console.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s");
