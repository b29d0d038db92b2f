using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stanch.Bench;

/// <summary>What a scan with <c>--check</c> costs where much was found: 10,000 places of 2,000 values, asked of a server on this machine that takes 50 ms for an answer.</summary>
internal static partial class CheckFigure
{
    private const int Values = 2000, Places = 5, Rate = 50, MegaBytes = 150;
    private static readonly TimeSpan latency = TimeSpan.FromMilliseconds(50);

    public static void Print(Options options, Table table)
    {
        table.Title($"A check of {Values * Places:N0} findings of {Values:N0} values, {latency.TotalMilliseconds:0} ms an answer, at most {Rate} requests a second");
        var folder = Directory.CreateTempSubdirectory("stanch-bench-").FullName;
        try
        {
            var tokens = Plant(Path.Combine(folder, "code"));
            using var server = new Answering(tokens);
            var report = Path.Combine(folder, "report.json");
            string[] arguments = ["scan", Path.Combine(folder, "code"), "--no-history", "--check", "--rate", $"{Rate}", "--endpoint", $"gitlab={server.Address}", "--report", $"json={report}"];
            var shell = $"echo $$ > {folder}/pid; exec '{options.Stanch}' {string.Join(' ', arguments)}";
            // A terminal, since progress is shown to nobody else.
            var info = new ProcessStartInfo("script", ["-qec", $"sh -c \"{shell.Replace("$", "\\$", StringComparison.Ordinal)}\"", "/dev/null"]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true };
            info.Environment["XDG_STATE_HOME"] = folder;
            var watch = Stopwatch.StartNew();
            using var process = Process.Start(info)!;
            var shown = process.StandardOutput.ReadToEndAsync();
            long peak = 0;
            while (!process.WaitForExit(10))
                if (File.Exists($"{folder}/pid") && int.TryParse(File.ReadAllText($"{folder}/pid"), out var pid)) peak = Math.Max(peak, Command.Anonymous(pid));
            var wall = watch.Elapsed;

            using var json = JsonDocument.Parse(File.ReadAllBytes(report));
            var states = json.RootElement.GetProperty("findings").EnumerateArray().GroupBy(f => f.GetProperty("verdict").GetProperty("state").GetString()).ToDictionary(g => g.Key!, g => g.Count());
            var steps = Progress().Matches(shown.Result).Select(m => m.Value).Distinct().Count();
            table.Line($"{wall.TotalSeconds:0.0} s, {server.Times.Count:N0} requests; {string.Join(", ", states.OrderBy(s => s.Key).Select(s => $"{s.Value:N0} {s.Key}"))}; progress was drawn in {steps:N0} steps");
            table.Ratio("findings with the verdict that fits", states.GetValueOrDefault("live") + states.GetValueOrDefault("dead"), Values * Places, atLeast: true);
            table.Ratio("requests : values", server.Times.Count / (double)Values, 1.01, atLeast: false);
            // One more than the rate can fall into a second at both ends of which one comes in.
            table.Ratio("most requests in any second", server.Highest(), Rate + 1, atLeast: false);
            table.Ratio("peak of own memory, MB", peak / 1e6, MegaBytes, atLeast: false);
            table.Ratio("steps of progress", steps, 20, atLeast: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Plant(string folder)
    {
        const string characters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        var random = new Random(4711);
        string[] tokens = [.. Enumerable.Range(0, Values).Select(_ => "gl" + "pat-" + string.Concat(Enumerable.Range(0, 20).Select(_ => characters[random.Next(characters.Length)])))];
        Directory.CreateDirectory(folder);
        for (var i = 0; i < Places; i++)
            foreach (var (part, some) in tokens.Chunk(100).Index()) File.WriteAllLines(Path.Combine(folder, $"settings_{i}_{part}.py"), some.Select((t, n) => $"gitlab_token_{n} = \"{t}\""));
        return tokens;
    }

    [GeneratedRegex(@"checking: \d+ of \d+")]
    private static partial Regex Progress();

    /// <summary>Every other value works.</summary>
    private sealed class Answering : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly HashSet<string> live;
        private readonly List<long> times = [];

        public Answering(string[] tokens)
        {
            live = [.. tokens.Where((_, i) => i % 2 == 0)];
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            }
            listener.Prefixes.Add(Address + "/");
            listener.Start();
            _ = Serve();
        }

        public string Address { get; }
        public IReadOnlyList<long> Times => times;

        /// <summary>The most that came within one second, wherever it begins.</summary>
        public int Highest()
        {
            var (most, first) = (0, 0);
            for (var last = 0; last < times.Count; last++)
            {
                while (times[last] - times[first] >= Stopwatch.Frequency) first++;
                most = Math.Max(most, last - first + 1);
            }
            return most;
        }

        private async Task Serve()
        {
            try
            {
                while (true)
                {
                    var context = await listener.GetContextAsync();
                    times.Add(Stopwatch.GetTimestamp());
                    _ = Answer(context);
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // The figure is done.
            }
        }

        private async Task Answer(HttpListenerContext context)
        {
            await Task.Delay(latency);
            var works = live.Contains(context.Request.Headers["PRIVATE-TOKEN"] ?? "");
            context.Response.StatusCode = works ? 200 : 401;
            context.Response.ContentType = "application/json";
            context.Response.Close(System.Text.Encoding.UTF8.GetBytes(works ? """{"id":42,"name":"ci","scopes":["api"]}""" : """{"message":"401 Unauthorized"}"""), willBlock: false);
        }

        public void Dispose() => listener.Close();
    }
}
