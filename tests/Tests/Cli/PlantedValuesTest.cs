using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stanch.Tests.Sources.Git;

namespace Stanch.Tests.Cli;

/// <summary>Values of every kind in every place, every command and every report over them: whatever the program says or writes, no value is in it.</summary>
public sealed class PlantedValuesTest : IDisposable
{
    private const string Alnum = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static readonly string[] Formats = ["text", "json", "jsonl", "sarif", "csv", "junit", "markdown", "html"];

    private readonly GitSandbox git = new();
    private readonly Random random = new(4711);
    private readonly StringBuilder said = new();
    private readonly string outside;
    private readonly string awsId, awsKey, password, urlPassword, encoded, pem;

    public PlantedValuesTest()
    {
        outside = Directory.CreateDirectory(Path.Combine(git.Root, "out")).FullName;
        (password, urlPassword) = (Any(18) + "&<" + Any(3), Any(22));
        (awsId, awsKey) = ("AK" + "IA" + string.Concat(Enumerable.Range(0, 16).Select(_ => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[random.Next(32)])), Any(40));
        encoded = Planted.Token(3);
        using var rsa = RSA.Create(1024);
        pem = rsa.ExportRSAPrivateKeyPem();

        git.Write("app.py", $"# first\n{Planted.Line(1)}password = \"{password}\"\nurl = 'postgres://app:{urlPassword}@db.internal.net/x'\n");
        git.Write("key.pem", pem + "\n");
        git.Write("enc.yaml", $"data: {Convert.ToBase64String(Encoding.UTF8.GetBytes($"token = \"{encoded}\"\n"))}\n");
        git.Write("aws.ini", $"[default]\naws_access_key_id = {awsId}\naws_secret_access_key = {awsKey}\n");
        git.Write("old.py", Planted.Line(2) + Planted.Line(1).TrimEnd() + $" # {password} {awsKey}\n");
        git.Commit($"add it\n\nthe token is {Planted.Token(4)} and {Planted.Token(1)}");
        git.Git("rm", "-q", "old.py");
        git.Commit("remove it");
    }

    public void Dispose() => git.Dispose();

    private string Any(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => Alnum[random.Next(Alnum.Length)]));

    private IEnumerable<string> Values =>
    [
        .. Enumerable.Range(1, 4).Select(Planted.Token), password, urlPassword, awsKey,
        // The frame of a key is no secret; its lines are.
        .. pem.Split('\n').Where(l => l.Length > 20 && !l.StartsWith('-')),
    ];

    private int Do(params string[] arguments)
    {
        var run = Program.Stanch(git.Work, arguments);
        said.Append(run.All);
        return run.Code;
    }

    private string Out(string name) => Path.Combine(outside, name);

    [Fact]
    public void No_value_is_in_anything_that_is_said_or_written()
    {
        var shown = Program.Scan(git.Work, "--show-secrets").Findings.Select(f => f.GetProperty("secret").GetString()!).ToList();
        foreach (var value in Values) Assert.Contains(shown, s => s.Contains(value, StringComparison.Ordinal));

        string[] reports = [.. Formats.SelectMany(f => new[] { "--report", $"{f}={Out($"report.{f}")}" })];
        Assert.Equal(1, Do(["scan", .. reports, "--write-baseline", Out("known")]));
        foreach (var format in Formats) Do("scan", "--quiet", "--report", format, "--color", "always");
        foreach (var file in new[] { "app.py", "key.pem", "enc.yaml", "aws.ini" })
        {
            Do("explain", file);
            Do("detectors", "test", file);
            Do("detectors", "test", file, "--format", "json");
        }
        Assert.Equal(74, Do("scan", "--report", "json=/proc/none"));
        File.WriteAllText(Out("rules.yaml"), "name: [\n");
        Assert.Equal(2, Do("scan", "--rules", Out("rules.yaml")));
        Interrupted();

        Assert.Equal(0, Do("ignore", "app.py:2", "--reason", "test key"));
        Assert.Equal(0, Do("ignore", "app.py:3", "--reason", "test key", "--inline"));
        Do("ignore", "aws.ini:3", "--reason", "test key");
        Do("scan", "--baseline", Out("known"), "--report", "json");
        Do("scan", "--show-ignored");
        Assert.DoesNotContain("internal error", said.ToString(), StringComparison.Ordinal);

        foreach (var file in Directory.GetFiles(outside)) said.Append(Path.GetFileName(file)).Append(":\n").Append(File.ReadAllText(file));
        said.Append(File.ReadAllText(Path.Combine(git.Work, ".stanch.yaml")));
        foreach (var value in Values)
        {
            foreach (var (form, name) in Forms(value)) Absent(form, name);
        }
    }

    private void Absent(string form, string name)
    {
        var text = said.ToString();
        var at = text.IndexOf(form, StringComparison.OrdinalIgnoreCase);
        if (at >= 0) Assert.Fail($"{name}: {text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 60)]}");
    }

    /// <summary>All of it, in clear and in what a report might make of it; and in clear what is longer than a redacted value shows.</summary>
    private static IEnumerable<(string Form, string Name)> Forms(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        yield return (value, "clear");
        yield return (value[..Math.Min(value.Length, 12)], "prefix");
        yield return (value[..7], "short prefix");
        yield return (value[^10..], "end");
        yield return (new string([.. value.Reverse()]), "reversed");
        yield return (Convert.ToHexString(bytes), "hex");
        yield return (string.Concat(bytes.Select(b => $"%{b:X2}")), "percent");
        yield return (Uri.EscapeDataString(value), "percent where needed");
        yield return (JsonEncodedText.Encode(value).ToString(), "JSON");
        yield return (System.Net.WebUtility.HtmlEncode(value), "HTML");
        for (var shift = 0; shift < 3; shift++)
        {
            // The first and the last characters depend on what stands beside it.
            var text = Convert.ToBase64String([.. new byte[shift], .. bytes]);
            yield return (text[4..(text.Length - 4)], $"base64, {shift}");
        }
    }

    private void Interrupted()
    {
        if (OperatingSystem.IsWindows()) return;
        using var process = Program.Start(git.Work, "scan", "--report", "text", "-");
        process.StandardInput.Write(File.ReadAllText(Path.Combine(git.Work, "app.py")) + new string('x', 100_000) + "\n");
        process.StandardInput.Flush();
        Thread.Sleep(2000);
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"])) kill.WaitForExit();
        var error = process.StandardError.ReadToEndAsync();
        said.Append(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        said.Append(error.Result);
    }
}
