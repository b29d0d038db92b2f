namespace Stanch.Bench;

/// <summary>A repository of 1,000 files, packed, in which 10 are changed and staged.</summary>
internal static class StagedChange
{
    public static void In(Action<string> measure)
    {
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
            measure(folder);

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
