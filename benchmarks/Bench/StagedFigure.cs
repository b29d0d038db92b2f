namespace Stanch.Bench;

/// <summary>What a hook costs: ten staged files, whole process, against git showing the same change.</summary>
internal static class StagedFigure
{
    public static void Print(Options options, Table table)
    {
        table.Title("A staged change of 10 files, whole process");
        StagedChange.In(folder =>
        {
            var pair = Pair.Measure(
                new Command(options.Stanch, ["scan", "--staged", folder], folder),
                new Command("git", ["diff", "--cached"], folder),
                options.Runs * 6);
            table.Line($"stanch {pair.Ours * 1000:0.0} ms, git diff --cached {pair.Peer * 1000:0.0} ms");
            table.Ratio("time, stanch : git diff --cached", pair.Ratio, 3, atLeast: false);
        });
    }
}
