using System.Text;

namespace Stanch.Tests.Cli;

/// <summary>Input of a shape that nobody writes and everybody has: it is scanned, and places are right.</summary>
public sealed class LimitsTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("stanch-limits-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string At(string file) => Path.Combine(folder, file);

    private static int Skipped(Run run, string reason) => run.Receipt.GetProperty("skipped").EnumerateArray()
        .Where(s => s.GetProperty("reason").GetString() == reason).Sum(s => s.GetProperty("count").GetInt32());

    [Fact]
    public void Twenty_thousand_small_files()
    {
        for (var i = 0; i < 20; i++)
        {
            Directory.CreateDirectory(At($"{i}"));
            for (var j = 0; j < 1000; j++) File.WriteAllText(At($"{i}/{j}.txt"), j == 999 ? Planted.Line(i) : "x\n");
        }
        var run = Program.Scan(folder);
        Assert.Equal((20_000, 20), (run.Receipt.GetProperty("files").GetInt32(), run.Findings.Count));
    }

    [Fact]
    public void Folders_two_thousand_deep()
    {
        if (!OperatingSystem.IsLinux()) return;
        var made = CrashShell.Run(folder, $"deep=$(printf 'd/%.0s' $(seq 2000)); mkdir -p \"$deep\" && echo '{Planted.Line(1).TrimEnd()}' > \"${{deep}}a.py\"");
        Assert.Equal("", made.Error);
        var run = Program.Scan(folder);
        var found = Assert.Single(run.Findings);
        Assert.EndsWith("/d/d/a.py", found.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.False(run.Receipt.GetProperty("partial").GetBoolean());
        // The library's own way would climb with paths that are too long for the system.
        Assert.Equal(0, CrashShell.Run(folder, "rm -rf d").Code);
    }

    [Fact]
    public void Names_of_255_bytes_and_names_that_are_no_text()
    {
        if (!OperatingSystem.IsLinux()) return;
        var longest = new string('n', 252) + ".py";
        File.WriteAllText(At(longest), Planted.Line(1));
        CrashShell.Run(folder, $"echo '{Planted.Line(2).TrimEnd()}' > $'bad-\\xff\\xfe.py'");
        var run = Program.Scan(folder);
        Assert.Equal([@"bad-\xFF\xFE.py:1", $"{longest}:1"], run.Places);
        Assert.Equal(0, CrashShell.Run(folder, "rm -f bad-*").Code);
    }

    [Fact]
    public void An_archive_is_opened_or_counted_as_binary_and_its_neighbour_is_scanned()
    {
        using (var zip = System.IO.Compression.ZipFile.Open(At("a.zip"), System.IO.Compression.ZipArchiveMode.Create))
        using (var entry = new StreamWriter(zip.CreateEntry("in.py").Open()))
            entry.Write(Planted.Line(1));
        File.WriteAllText(At("a.txt"), Planted.Line(2));
        Assert.Equal(["a.txt:1", "a.zip!/in.py:1"], Program.Scan(folder).Places);
        var run = Program.Scan(folder, "--no-archives");
        Assert.Equal(["a.txt:1"], run.Places);
        Assert.Equal(1, Skipped(run, "binary"));
    }

    [Theory]
    [InlineData("\r\n", 3)]
    [InlineData("\n", 3)]
    // As for git and grep, a line ends with a line feed.
    [InlineData("\r", 1)]
    public void Lines_are_counted_whatever_ends_them(string end, int line)
    {
        File.WriteAllText(At("a.py"), $"one{end}two{end}{Planted.Line(1).TrimEnd()}{end}four{end}");
        var run = Program.Scan(folder, "--show-secrets");
        Assert.Equal([$"a.py:{line}"], run.Places);
        Assert.Equal(Planted.Token(1), run.Findings[0].GetProperty("secret").GetString());
    }

    [Fact]
    public void A_byte_order_mark_is_no_column()
    {
        File.WriteAllBytes(At("a.py"), [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Planted.Line(1))]);
        var found = Assert.Single(Program.Scan(folder).Findings);
        Assert.Equal((1, 10), (found.GetProperty("line_start").GetInt32(), found.GetProperty("column_start").GetInt32()));
    }

    [Fact]
    public void A_NUL_late_in_a_text_hides_nothing()
    {
        File.WriteAllText(At("a.py"), new string('x', 100_000) + "\n\0\n" + Planted.Line(1));
        Assert.Equal(["a.py:3"], Program.Scan(folder).Places);
    }

    [Fact]
    public void A_secret_across_the_border_of_two_pieces_is_found_once()
    {
        // A file is read in pieces of eight mebibytes and some; wherever exactly the border is, the run of secrets spans it.
        const int Count = 9_000;
        var lines = string.Concat(Enumerable.Range(0, Count).Select(i => Planted.Line(i % 7)));
        for (var shift = 0; shift < 4; shift++)
        {
            File.WriteAllText(At("a.py"), new string('\n', (8 << 20) - (64 << 10) + 9 * shift) + lines);
            var run = Program.Scan(folder);
            Assert.Equal((Count, 7), (run.Findings.Count, run.Receipt.GetProperty("secrets").GetInt32()));
        }
    }
}
