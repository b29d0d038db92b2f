using System.Diagnostics;
using System.Text;
using Stanch.Scanning;

namespace Stanch.Cli.Output;

/// <summary>One line on a terminal's standard error while a run goes on; gone before the report comes.</summary>
internal sealed class ProgressLine : IDisposable
{
    private const int FirstAfter = 500;
    private const int Every = 100;

    private readonly Terminal terminal;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Timer timer;
    private readonly Lock drawing = new();
    private double? historyBegan;
    private bool drawn, over;

    private readonly Func<string> text;

    public ProgressLine(Scan scan, Terminal terminal)
    {
        (text, this.terminal) = (() => Line(scan), terminal);
        timer = new Timer(_ => Draw(), null, FirstAfter, Every);
    }

    public ProgressLine(Func<string> text, Terminal terminal)
    {
        (this.text, this.terminal) = (text, terminal);
        timer = new Timer(_ => Draw(), null, FirstAfter, Every);
    }

    private void Draw()
    {
        lock (drawing)
        {
            if (over) return;
            try
            {
                terminal.Error.Write($"\r\x1b[2K{Fit(text(), Terminal.Width(terminal: true))}");
                drawn = true;
            }
            catch (OutputFailed)
            {
                // Nobody looks any more; the report's own stream will tell.
                over = true;
            }
        }
    }

    private static string Fit(string line, int width) => line.Length < width ? line : line[..(width - 1)];

    private string Line(Scan scan)
    {
        var seconds = clock.Elapsed.TotalSeconds;
        var coverage = scan.Coverage;
        var line = new StringBuilder(scan.Doing).Append(": ");
        line.Append(Size(coverage.Bytes)).Append(", ").Append($"{coverage.Files + coverage.Blobs + coverage.Commits + coverage.Tags:N0} objects, ")
            .Append(Size((long)(coverage.Bytes / seconds))).Append("/s");
        if (scan.Share is { } share)
        {
            // Files come before the history, so the clock for what is left starts with it.
            historyBegan ??= seconds;
            if (share > 0.02) line.Append($", {share:P0}, {Duration((seconds - historyBegan.Value) / share * (1 - share))} left");
        }
        else historyBegan = null;
        if (scan.SecretsSoFar is var found and > 0) line.Append($", {found:N0} found");
        return line.ToString();
    }

    private static string Size(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => $"{bytes / 1e3:0} kB",
        < 1_000_000_000 => $"{bytes / 1e6:0} MB",
        _ => $"{bytes / 1e9:0.00} GB",
    };

    private static string Duration(double seconds) => seconds < 90 ? $"{Math.Ceiling(seconds):0} s" : $"{seconds / 60:0} min";

    public void Dispose()
    {
        timer.Dispose();
        lock (drawing)
        {
            over = true;
            if (drawn) terminal.Error.Write("\r\x1b[2K");
        }
    }
}
