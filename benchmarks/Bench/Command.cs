using System.Diagnostics;

namespace Stanch.Bench;

/// <summary>What one run of a whole process took.</summary>
/// <param name="OwnMemory">Peak of anonymous resident memory in bytes (mapped files not counted); 0 where the system doesn't tell.</param>
internal readonly record struct ProcessRun(TimeSpan Wall, int ExitCode, long OwnMemory);

/// <summary>A command whose output is thrown away.</summary>
internal sealed record Command(string Program, string[] Arguments, string Folder)
{
    /// <summary>Of the environment, besides what is inherited.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public ProcessRun Run(bool watchMemory = false)
    {
        // A shell would cost a millisecond of its own: the output goes to a pipe that is drained, as a terminal or CI log would.
        var info = new ProcessStartInfo(Program, Arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        foreach (var (name, value) in Variables) info.Environment[name] = value;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(info) ?? throw new InvalidOperationException($"{Program} did not start");
        var drain = Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(Stream.Null), process.StandardError.BaseStream.CopyToAsync(Stream.Null));
        long peak = 0;
        if (watchMemory)
        {
            while (!process.WaitForExit(10)) peak = Math.Max(peak, Anonymous(process.Id));
        }
        process.WaitForExit();
        var wall = watch.Elapsed;
        drain.Wait();
        return new ProcessRun(wall, process.ExitCode, peak);
    }

    public static long Anonymous(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(l => l.StartsWith("RssAnon:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line["RssAnon:".Length..^2].Trim()) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

/// <summary>Two commands in turn, so that a machine that slows down slows both.</summary>
internal sealed record Pair(double Ours, double Peer, double Ratio, long OwnMemory)
{
    public static Pair Measure(Command ours, Command peer, int runs)
    {
        ours.Run();
        peer.Run();
        var a = new double[runs];
        var b = new double[runs];
        var ratios = new double[runs];
        for (var i = 0; i < runs; i++)
        {
            a[i] = ours.Run().Wall.TotalSeconds;
            b[i] = peer.Run().Wall.TotalSeconds;
            ratios[i] = a[i] / b[i];
        }
        return new Pair(Median(a), Median(b), Median(ratios), ours.Run(watchMemory: true).OwnMemory);
    }

    public static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
