namespace Stanch.Bench;

/// <summary>What a hook costs: ten staged files, whole process, against git showing the same change.</summary>
internal static class StagedFigure
{
    public static void Print(Options options, Table table)
    {
        table.Title("A staged change of 10 files, whole process");
        var folder = Directory.CreateTempSubdirectory("stanch-bench-").FullName;
        try
        {
            var git = new Command("git", [], folder);
            Git("init", "-q");
            for (var i = 0; i < 1000; i++)
            {
                Directory.CreateDirectory(Path.Combine(folder, $"dir{i % 40}"));
                File.WriteAllText(Path.Combine(folder, $"dir{i % 40}", $"file{i}.c"), Text(i));
            }
            Git("add", "-A");
            Git("-c", "user.name=bench", "-c", "user.email=bench@localhost", "commit", "-qm", "base");
            Git("gc", "-q");
            for (var i = 0; i < 10; i++) File.AppendAllText(Path.Combine(folder, $"dir{i}", $"file{i}.c"), Text(1000 + i));
            Git("add", "-A");
            var pair = Pair.Measure(
                new Command(options.Stanch, ["scan", "--staged", folder], folder),
                new Command("git", ["diff", "--cached"], folder),
                options.Runs * 6);
            table.Line($"stanch {pair.Ours * 1000:0.0} ms, git diff --cached {pair.Peer * 1000:0.0} ms");
            table.Ratio("time, stanch : git diff --cached", pair.Ratio, 3, atLeast: false);

            void Git(params string[] arguments)
            {
                var run = (git with { Arguments = arguments }).Run();
                if (run.ExitCode != 0) throw new InvalidOperationException($"git {arguments[0]} gave {run.ExitCode}");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Text(int seed) => string.Concat(Enumerable.Range(0, 60).Select(i => $"static int value_{seed}_{i}(struct state *s) {{ return s->count + {i * seed}; }}\n"));
}
