using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stanch.Tests.Playbooks.Snippets;

namespace Stanch.Tests.Playbooks.Site;

/// <summary>Chromium without a window, spoken to in its own protocol over loopback. What a page asks for and complains about is kept.</summary>
internal sealed class Browser : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo profile = Directory.CreateTempSubdirectory("stanch-chromium-");
    private readonly Process process;
    private readonly ClientWebSocket socket = new();
    private readonly string session;
    private int last;

    public Browser()
    {
        string[] arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-component-update",
            "--remote-debugging-port=0", $"--user-data-dir={profile.FullName}", "about:blank"];
        process = Process.Start(new ProcessStartInfo(Tools.Need("chromium"), arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        socket.ConnectAsync(Address(), Cancel()).GetAwaiter().GetResult();
        var target = Send("Target.createTarget", new { url = "about:blank" }, browser: true).GetProperty("targetId").GetString();
        session = Send("Target.attachToTarget", new { targetId = target, flatten = true }, browser: true).GetProperty("sessionId").GetString()!;
        foreach (var domain in new[] { "Page", "Network", "Log", "Runtime" }) Send($"{domain}.enable", new { });
    }

    /// <summary>Addresses that pages asked for.</summary>
    public List<string> Requests { get; } = [];
    /// <summary>What the browser wrote to its console: what a policy refused, what a script threw.</summary>
    public List<string> Complaints { get; } = [];

    public void Open(string address, int width, bool dark)
    {
        Send("Emulation.setDeviceMetricsOverride", new { width, height = 900, deviceScaleFactor = 1, mobile = width < 600 });
        Send("Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = dark ? "dark" : "light" } } });
        Send("Page.navigate", new { url = address });
        while (Evaluate("document.readyState + ' ' + location.href") != $"complete {address}") Thread.Sleep(20);
    }

    /// <summary>The value of an expression, or of the promise that it is, as text.</summary>
    public string Evaluate(string expression)
    {
        var answer = Send("Runtime.evaluate", new { expression = $"(async () => String(await ({expression})))()", awaitPromise = true, returnByValue = true });
        return answer.TryGetProperty("exceptionDetails", out var thrown) ? throw new InvalidOperationException(thrown.ToString()) : answer.GetProperty("result").GetProperty("value").GetString()!;
    }

    /// <summary>Runs a script whatever the page's policy says.</summary>
    public void Run(string script) => Send("Runtime.evaluate", new { expression = script + "\n;0" });

    private JsonElement Send(string method, object parameters, bool browser = false)
    {
        var message = new JsonObject { ["id"] = ++last, ["method"] = method, ["params"] = JsonSerializer.SerializeToNode(parameters) };
        if (!browser) message["sessionId"] = session;
        socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, Cancel()).GetAwaiter().GetResult();
        while (true)
        {
            var answer = Receive();
            if (answer.TryGetProperty("id", out var id) && id.GetInt32() == last)
                return answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{method}: {answer}");
            if (answer.TryGetProperty("method", out var happened)) Note(happened.GetString()!, answer.GetProperty("params"));
        }
    }

    private void Note(string happened, JsonElement what)
    {
        if (happened == "Network.requestWillBeSent") Requests.Add(what.GetProperty("request").GetProperty("url").GetString()!);
        else if (happened == "Log.entryAdded") Complaints.Add(what.GetProperty("entry").GetProperty("text").GetString()!);
        else if (happened is "Runtime.exceptionThrown" or "Runtime.consoleAPICalled") Complaints.Add(what.ToString());
    }

    private JsonElement Receive()
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = socket.ReceiveAsync(buffer, Cancel()).GetAwaiter().GetResult();
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return JsonDocument.Parse(message.ToArray()).RootElement;
        }
    }

    private Uri Address()
    {
        var file = Path.Combine(profile.FullName, "DevToolsActivePort");
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; Thread.Sleep(50))
        {
            if (process.HasExited) throw new InvalidOperationException($"chromium ended with {process.ExitCode}");
            if (File.Exists(file) && File.ReadAllLines(file) is [var port, var path]) return new Uri($"ws://127.0.0.1:{port}{path}");
        }
        throw new TimeoutException("chromium did not say where it listens");
    }

    private static CancellationToken Cancel() => new CancellationTokenSource(Patience).Token;

    public void Dispose()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        for (var attempt = 0; profile.Exists && attempt < 20; attempt++)
        {
            // Its processes write for a moment longer than they live.
            try { profile.Delete(recursive: true); }
            catch (IOException) { Thread.Sleep(100); }
            profile.Refresh();
        }
    }
}
