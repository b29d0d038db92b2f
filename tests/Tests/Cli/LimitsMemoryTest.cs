using System.Globalization;
using System.Text;

namespace Stanch.Tests.Cli;

/// <summary>Input of a size that could take a run down: memory stays bounded, and nothing is lost without a word.</summary>
public sealed class LimitsMemoryTest : IDisposable
{
    private const int Bound = 300;

    private readonly string folder = Directory.CreateTempSubdirectory("stanch-limits-").FullName;

    public LimitsMemoryTest() => Assert.SkipUnless(OperatingSystem.IsLinux(), "memory is read from /proc");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string At(string file) => Path.Combine(folder, file);

    /// <summary>Runs a scan to its end; the most memory that it held at once, in MiB.</summary>
    private (Run Run, long Memory) Measured(params string[] arguments)
    {
        using var process = Program.Start(folder, ["scan", "--report", "jsonl", .. arguments]);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        long most = 0;
        while (!process.WaitForExit(20))
        {
            try
            {
                var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
                if (line is not null) most = Math.Max(most, long.Parse(line[6..^2].Trim(), CultureInfo.InvariantCulture) / 1024);
            }
            catch (IOException)
            {
                // It ended between the question and the answer.
            }
        }
        process.WaitForExit();
        return (new Run(process.ExitCode, output.Result, error.Result), most);
    }

    [Fact]
    public void One_line_of_a_gibibyte()
    {
        var code = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("var a=1,b=function(x){return x*2};", 30_840)));
        using (var file = File.Create(At("one.js")))
        {
            for (var i = 0; i < 1024; i++)
            {
                file.Write(code);
                if (i is 511 or 1023) file.Write(Encoding.ASCII.GetBytes($" \"{Planted.Token(i)}\" "));
            }
        }
        var (run, memory) = Measured("one.js");
        Assert.Equal(["one.js:1", "one.js:1"], run.Places);
        Assert.Equal([512L * code.Length + 3, 1024L * code.Length + 33], run.Findings.Select(f => f.GetProperty("column_start").GetInt64()).Order());
        Assert.All(run.Findings, f => Assert.InRange(f.GetProperty("snippet").GetString()!.Length, 1, 210));
        Assert.InRange(memory, 1, Bound);
    }

    [Fact]
    public void Fifty_megabytes_of_UTF16()
    {
        var line = "a line of text that goes on for a while, and then ends\r\n";
        var count = 25_000_000 / line.Length;
        using (var text = new StreamWriter(At("u.txt"), append: false, Encoding.Unicode))
        {
            for (var i = 0; i < count; i++) text.Write(line);
            text.Write(Planted.Line(1));
        }
        var (run, memory) = Measured("u.txt");
        Assert.Equal([$"u.txt:{count + 1}"], run.Places);
        Assert.InRange(memory, 1, Bound);
    }

    [Fact]
    public void Two_hundred_thousand_places_are_all_reported()
    {
        File.WriteAllText(At("a.py"), string.Concat(Enumerable.Range(0, 200_000).Select(i => Planted.Line(i % 100))));
        var (run, memory) = Measured("a.py");
        Assert.Equal((1, 200_000), (run.Code, run.Findings.Count));
        Assert.InRange(memory, 1, 2 * Bound);
    }

    [Fact]
    public void More_places_of_one_value_than_anybody_reads_are_cut_and_told()
    {
        File.WriteAllText(At("a.py"), string.Concat(Enumerable.Repeat(Planted.Line(1), 150_000)));
        var (run, memory) = Measured("a.py");
        Assert.Equal(100_000, run.Findings.Count);
        Assert.True(run.Receipt.GetProperty("partial").GetBoolean());
        Assert.Contains("occurrences of one secret", run.Receipt.GetProperty("limits").ToString(), StringComparison.Ordinal);
        Assert.InRange(memory, 1, 2 * Bound);
    }
}
