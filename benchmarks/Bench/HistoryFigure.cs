namespace Stanch.Bench;

/// <summary>The whole history of real repositories, whole process, against git merely inflating every object.</summary>
internal static class HistoryFigure
{
    public static void Print(Options options, Table table)
    {
        foreach (var repository in options.Repositories)
        {
            table.Title($"History of {Name(repository)}, whole process");
            var pair = Pair.Measure(
                new Command(options.Stanch, ["scan", repository], "/"),
                new Command("sh", ["-c", "exec git cat-file --batch --batch-all-objects --unordered --buffer >/dev/null"], repository),
                Math.Max(3, options.Runs / 2));
            table.Line($"stanch {pair.Ours:0.00} s, git cat-file {pair.Peer:0.00} s, own memory {pair.OwnMemory / 1e6:0} MB");
            table.Ratio("time, stanch : git cat-file", pair.Ratio, 1.5, atLeast: false);
            table.Ratio("own memory in MB", pair.OwnMemory / 1e6, 300, atLeast: false);
        }
    }

    private static string Name(string repository) =>
        Path.GetFileName(repository.TrimEnd('/')) is "repo" or ".git" ? Path.GetFileName(Path.GetDirectoryName(repository.TrimEnd('/'))!) : Path.GetFileName(repository.TrimEnd('/'));
}
