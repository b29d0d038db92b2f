using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Stanch.Tests.Cli;

/// <summary>What a run of the program printed, and how it ended.</summary>
internal sealed record Run(int Code, string Output, string Error)
{
    /// <summary>Everything that anybody could read.</summary>
    public string All => Output + Error;

    /// <summary>Findings of a report in JSON lines.</summary>
    public IReadOnlyList<JsonElement> Findings => [.. Lines.Where(e => !e.TryGetProperty("receipt", out _))];
    public JsonElement Receipt => Lines.Single(e => e.TryGetProperty("receipt", out _)).GetProperty("receipt");

    private IEnumerable<JsonElement> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement);

    /// <summary><c>file:line</c> of each finding, in order.</summary>
    public IReadOnlyList<string> Places => [.. Findings.Select(f => $"{f.GetProperty("file").GetString()}:{f.GetProperty("line_start").GetInt32()}").Order(StringComparer.Ordinal)];
}

/// <summary>The real program in a process of its own: this build's, or the one that STANCH_BINARY names.</summary>
internal static class Program
{
    internal static readonly string[] Command = Environment.GetEnvironmentVariable("STANCH_BINARY") is { Length: > 0 } binary
        ? [binary]
        : ["dotnet", typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "CliProgram").Value!];

    private static readonly DirectoryInfo state = MakeState();

    private static DirectoryInfo MakeState()
    {
        var made = Directory.CreateTempSubdirectory("stanch-state-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => made.Delete(recursive: true);
        return made;
    }

    public static Run Stanch(string folder, params string[] arguments) => Stanch(folder, [], arguments);

    public static Run Stanch(string folder, byte[] input, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of it.
        }
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"stanch {string.Join(' ', arguments)} did not end; it printed {output.Result}{error.Result}");
        }
        return new Run(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>A scan reported as JSON lines.</summary>
    public static Run Scan(string folder, params string[] arguments) => Stanch(folder, ["scan", "--report", "jsonl", .. arguments]);

    public static Process Start(string folder, params string[] arguments) => Start(folder, _ => { }, arguments);

    public static Process Start(string folder, Action<IDictionary<string, string?>> environment, params string[] arguments)
    {
        // Where the tests run in the background of a shell, Ctrl-C is ignored, and every program that they start would inherit that.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", .. Command] : [.. Command];
        var start = new ProcessStartInfo(command[0])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false), StandardErrorEncoding = new UTF8Encoding(false),
        };
        foreach (var argument in command.Skip(1).Concat(arguments)) start.ArgumentList.Add(argument);
        // Nothing of the machine's own settings.
        foreach (var name in new[] { "COLUMNS", "NO_COLOR", "XDG_CONFIG_HOME" }) start.Environment.Remove(name);
        start.Environment["HOME"] = "/nonexistent";
        start.Environment["XDG_STATE_HOME"] = state.FullName;
        start.Environment["DOTNET_NOLOGO"] = "1";
        environment(start.Environment);
        return Process.Start(start)!;
    }
}

/// <summary>Secrets that look real and are nobody's: made when the test runs, so that none stands in the repository.</summary>
internal static class Planted
{
    private const string Characters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>A GitLab access token, another one for each number.</summary>
    public static string Token(int number)
    {
        var random = new Random(1000 + number);
        return "gl" + "pat-" + string.Concat(Enumerable.Range(0, 20).Select(_ => Characters[random.Next(Characters.Length)]));
    }

    public static string Line(int number) => $"token = \"{Token(number)}\"\n";
}
