using System.IO.Compression;
using System.Text;
using Stanch.Tests.Sources.Git;

namespace Stanch.Tests.Cli;

/// <summary>Secrets inside of archives, by the real program: in files, in history, in what is staged and on standard input.</summary>
public sealed class ContainersTest : IDisposable
{
    private static readonly string[] formats = ["text", "json", "jsonl", "sarif", "csv", "junit", "markdown", "html"];

    private readonly GitSandbox git = new();

    public void Dispose() => git.Dispose();

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return output.ToArray();
    }

    private static byte[] Line(int number) => Encoding.UTF8.GetBytes("first\n" + Planted.Line(number));

    [Fact]
    public void A_secret_in_an_archive_has_its_place_in_files_and_in_history()
    {
        git.Write("old.zip", Zip(("conf/app.yml", Line(1)), ("lib/inner.jar", Zip(("a.properties", Line(2))))));
        git.Commit("pack it");
        git.Git("mv", "old.zip", "new.zip");
        git.Write("gone.zip", Zip(("x", Line(3))));
        git.Commit("move it");
        git.Git("rm", "-q", "gone.zip");
        git.Commit("remove one");

        var run = Program.Scan(git.Work);
        Assert.Equal(1, run.Code);
        Assert.Equal(["gone.zip!/x:2", "new.zip!/conf/app.yml:2", "new.zip!/lib/inner.jar!/a.properties:2"], run.Places);
        var moved = run.Findings.Single(f => f.GetProperty("file").GetString() == "new.zip!/conf/app.yml");
        Assert.Equal("conf/app.yml", moved.GetProperty("entry").GetString());
        Assert.Equal("old.zip!/conf/app.yml", moved.GetProperty("other_paths")[0].GetString());
        Assert.True(moved.GetProperty("in_current_tree").GetBoolean());
        Assert.False(run.Findings.Single(f => f.GetProperty("file").GetString() == "gone.zip!/x").GetProperty("in_current_tree").GetBoolean());
        // The one in the tree, and two blobs; one of each has another one in it.
        Assert.Equal((5, 5), (run.Receipt.GetProperty("containers").GetInt32(), run.Receipt.GetProperty("entries").GetInt32()));
        Assert.False(run.Receipt.GetProperty("partial").GetBoolean());

        Assert.Equal(["old.zip!/conf/app.yml:2", "old.zip!/lib/inner.jar!/a.properties:2"], Program.Scan(git.Work, "--range", "HEAD~2").Places.Where(p => p.StartsWith("old", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_staged_and_what_comes_on_standard_input_is_opened_too()
    {
        git.Write("a", "a\n");
        git.Commit("first");
        var zip = Zip(("x", Line(1)));
        git.Write("a.zip", zip);
        git.Git("add", "a.zip");
        Assert.Equal(["a.zip!/x:2"], Program.Scan(git.Work, "--staged").Places);
        var piped = Program.Stanch(git.Work, zip, "scan", "--report", "jsonl", "-");
        Assert.Equal(["<stdin>!/x:2"], piped.Places);
        Assert.Equal(["<stdin>!/x:2"], Program.Stanch(git.Work, [.. zip[..^22], .. zip[^22..]], "scan", "--report", "jsonl", "-").Places);
    }

    [Fact]
    public void Options_say_how_deep()
    {
        git.Write("a.zip", Zip(("n.zip", Zip(("x", Line(1))))));
        Assert.Equal(["a.zip!/n.zip!/x:2"], Program.Scan(git.Work, "--archive-depth", "2").Places);

        var shallow = Program.Scan(git.Work, "--archive-depth", "1");
        Assert.Equal(3, shallow.Code);
        var skip = Assert.Single(shallow.Receipt.GetProperty("skipped").EnumerateArray());
        Assert.Equal(("too-deep", "a.zip!/n.zip"), (skip.GetProperty("reason").GetString(), skip.GetProperty("named")[0].GetProperty("what").GetString()));

        foreach (var none in new[] { new[] { "--no-archives" }, ["--archive-depth", "0"] })
        {
            var run = Program.Scan(git.Work, none);
            Assert.Empty(run.Findings);
            Assert.Equal(("binary", 0), (Assert.Single(run.Receipt.GetProperty("skipped").EnumerateArray()).GetProperty("reason").GetString(), run.Receipt.GetProperty("containers").GetInt32()));
        }
        Assert.Equal(2, Program.Scan(git.Work, "--archive-depth", "-1").Code);
    }

    [Fact]
    public void Paths_that_are_left_out_are_so_inside_of_archives()
    {
        var zip = Zip(("vendor/x", Line(1)), ("own/x", Line(2)));
        git.Write("a.zip", zip);
        git.Write("b.zip", zip);
        git.Write(".stanch.yaml", "version: 1\npaths:\n  - a.zip!/vendor/**\n  - b.zip\n");
        git.Commit("all");
        Assert.Equal(["a.zip!/own/x:2"], Program.Scan(git.Work).Places);
        Assert.Equal(["a.zip!/own/x:2", "a.zip!/vendor/x:2", "b.zip!/own/x:2", "b.zip!/vendor/x:2"], Program.Scan(git.Work, "--show-ignored").Places);
    }

    [Fact]
    public void What_a_document_says_twice_counts_once()
    {
        git.Write("a.ipynb", "{\n \"cells\": [\n  {\n   \"cell_type\": \"code\",\n   \"source\": [\n    \"" + Planted.Line(1).TrimEnd().Replace("\"", "\\\"", StringComparison.Ordinal) + "\\n\"\n   ]\n  }\n ],\n \"nbformat\": 4\n}\n");
        Assert.Equal(["a.ipynb:6"], Program.Scan(git.Work).Places);
    }

    [Fact]
    public void Every_report_tells_the_place_and_none_the_value()
    {
        git.Write("a.zip", Zip(("../x\u001b[31m", Line(1)), ("y", Line(2))));
        git.Write("cut.zip", Zip(("y", Line(2)))[..^30]);
        string[] reports = [.. formats.SelectMany(f => new[] { "--report", $"{f}={Path.Combine(git.Root, f)}" })];
        Assert.Equal(1, Program.Stanch(git.Work, ["scan", .. reports]).Code);
        foreach (var format in formats)
        {
            var text = File.ReadAllText(Path.Combine(git.Root, format));
            Assert.Contains(format switch { "sarif" => "a.zip%21/y", "html" => "a.zip!/y", _ => "a.zip!/y" }, text, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', text);
            for (var value = 1; value <= 2; value++)
            {
                Assert.DoesNotContain(Planted.Token(value), text, StringComparison.Ordinal);
                Assert.DoesNotContain(Planted.Token(value)[6..], text, StringComparison.Ordinal);
            }
        }
        Assert.Contains("cut.zip", File.ReadAllText(Path.Combine(git.Root, "text")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_archive_leaves_nothing_in_the_folder_for_temporary_files()
    {
        var noise = new byte[20 << 20];
        new Random(1).NextBytes(noise);
        git.Write("a.zip", Zip(("n.zip", Zip(("noise", noise), ("x", Line(1))))));
        git.Commit("pack it");
        var temp = Directory.CreateDirectory(Path.Combine(git.Root, "temp")).FullName;
        var (output, error) = RunWith(temp);
        Assert.Contains("a.zip!/n.zip!/x", output, StringComparison.Ordinal);
        Assert.Equal("", error);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(temp), f => Path.GetFileName(f).StartsWith("stanch-", StringComparison.Ordinal));
    }

    private (string Output, string Error) RunWith(string temp)
    {
        using var process = Program.Start(git.Work, e => e["TMPDIR"] = e["TEMP"] = e["TMP"] = temp, "scan", "--report", "jsonl");
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, error.Result);
    }
}
