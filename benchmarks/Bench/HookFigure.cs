namespace Stanch.Bench;

/// <summary>What a person waits for at a commit: the hook as it is installed, script and all, against git showing the same change.</summary>
internal static class HookFigure
{
    public static void Print(Options options, Table table)
    {
        table.Title("The installed pre-commit hook on a change of 10 files");
        StagedChange.In(folder =>
        {
            if (new Command(options.Stanch, ["install", "--pre-commit"], folder).Run() is { ExitCode: not 0 } run) throw new InvalidOperationException($"stanch install gave {run.ExitCode}");
            var pair = Pair.Measure(
                new Command(Path.Combine(folder, ".git", "hooks", "pre-commit"), [], folder),
                new Command("git", ["diff", "--cached"], folder),
                options.Runs * 6);
            table.Line($"hook {pair.Ours * 1000:0.0} ms, git diff --cached {pair.Peer * 1000:0.0} ms");
            table.Ratio("time, hook : git diff --cached", pair.Ratio, 3, atLeast: false);
        });
    }
}
