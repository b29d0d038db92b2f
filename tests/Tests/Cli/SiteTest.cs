using Stanch.Playbooks.Site;
using Stanch.Tests.Playbooks.Site;

namespace Stanch.Tests.Cli;

/// <summary><c>stanch playbook --site</c>: what becomes of the folder.</summary>
public sealed class SiteTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("stanch-site-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Out => Path.Combine(folder, "out");

    private IEnumerable<string> Files => Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Out, f).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private Run Render() => Program.Stanch(folder, "playbook", "--site", "out");

    [Fact]
    public void The_same_catalog_makes_the_same_bytes_and_a_site_is_replaced_unless_somebody_put_a_file_into_it()
    {
        var run = Render();
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(Pages.Files.Keys.Append(SiteManifest.FileName).Order(StringComparer.Ordinal), Files);
        Assert.All(Pages.Files, f => Assert.Equal(f.Value, File.ReadAllBytes(Path.Combine(Out, f.Key))));
        var manifest = SiteManifest.Read(File.ReadAllText(Path.Combine(Out, SiteManifest.FileName)))!;
        Assert.Equal(Pages.Files.ToDictionary(f => f.Key, f => SiteManifest.Digest(f.Value)), manifest.Files);
        Assert.Equal(["out"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));

        var foreign = Path.Combine(Out, "types", "mine.txt");
        File.WriteAllText(foreign, "mine");
        Refused("types/mine.txt in it is not ours; take it away first");
        Assert.Equal("mine", File.ReadAllText(foreign));
        File.Delete(foreign);
        var index = Path.Combine(Out, "index.html");
        File.AppendAllText(index, "<!-- mine -->");
        Refused("index.html in it was changed since we wrote it; take it away first");
        Assert.EndsWith("<!-- mine -->", File.ReadAllText(index), StringComparison.Ordinal);
        // What was lost of it comes back.
        File.Delete(index);
        Assert.Equal(0, Render().Code);
        Assert.Equal(Pages.Files["index.html"], File.ReadAllBytes(index));
        Assert.Equal(["out"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    private void Refused(string why)
    {
        var run = Render();
        Assert.Equal((2, "", $"stanch: --site out: {why}\n"), (run.Code, run.Output, run.Error));
    }

    [Fact]
    public void A_folder_that_holds_anything_else_is_refused_untouched()
    {
        Directory.CreateDirectory(Path.Combine(Out, "deep"));
        File.WriteAllText(Path.Combine(Out, "deep", "notes.txt"), "mine");
        Refused($"is not empty, and no site of ours: there is no {SiteManifest.FileName} in it");
        File.WriteAllText(Path.Combine(Out, SiteManifest.FileName), "a list of my own\n");
        Refused($"its {SiteManifest.FileName} is none of ours");
        Assert.Equal(["deep/notes.txt", SiteManifest.FileName], Files);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Out, "deep", "notes.txt")));
    }

    [Theory]
    [InlineData("--site a.txt: is a file", "a.txt")]
    [InlineData("--site none/out: there is no folder ", "none/out")]
    [InlineData("--site .: is the folder that you stand in, or one above it", ".")]
    [InlineData("--site ..: is the folder that you stand in, or one above it", "..")]
    [InlineData("--site: it holds every playbook; leave the name out", "out", "zoom")]
    [InlineData("--site: --lang is not for the whole catalog; leave it out", "out", "--lang", "go")]
    [InlineData("--site: the folder's name is missing", "")]
    public void A_mistake_is_named_and_nothing_is_written(string error, params string[] arguments)
    {
        File.WriteAllText(Path.Combine(folder, "a.txt"), "mine");
        var run = Program.Stanch(folder, ["playbook", "--site", .. arguments]);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.StartsWith($"stanch: {error}", run.Error, StringComparison.Ordinal);
        Assert.Equal(["a.txt"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void What_cannot_be_written_is_named_and_leaves_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell sets the limit on the size of files");
        var run = CrashShell.Run(folder, "ulimit -f 40; trap '' XFSZ; \"$@\" playbook --site out");
        Assert.Equal((74, ""), (run.Code, run.Output));
        Assert.StartsWith("stanch: the output could not be written: --site out: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_full_disk_or_a_folder_without_permission_is_named_and_leaves_nothing()
    {
        Assert.SkipUnless(CrashShell.MayMount, "may not mount here");
        const string Mount = "mkdir -p disk; unshare -m bash -c 'mount -t tmpfs -o {0} none disk && \"$@\" playbook --site disk/out; code=$?; ls -A disk; exit $code' bash \"$@\"";
        foreach (var (options, why) in new[] { ("size=4m", "No space left on device"), ("ro", "Read-only file system") })
        {
            var run = CrashShell.Run(folder, Mount.Replace("{0}", options, StringComparison.Ordinal));
            Assert.Equal((74, ""), (run.Code, run.Output));
            Assert.StartsWith("stanch: the output could not be written: --site disk/out: ", run.Error, StringComparison.Ordinal);
            Assert.Contains(why, run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Killed_while_it_writes_it_leaves_no_half_site()
    {
        Directory.CreateDirectory(Out);
        foreach (var written in new[] { 1, 30 })
        {
            using var process = Program.Start(folder, "playbook", "--site", "out");
            process.StandardInput.Close();
            while (!process.HasExited && Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Take(written).Count() < written) Thread.Sleep(5);
            process.Kill();
            process.WaitForExit();
            // All of it where the machine was too busy to kill it in time, else nothing.
            if (Directory.Exists(Out) && Directory.EnumerateFileSystemEntries(Out).Any()) Assert.Equal(Pages.Files.Keys.Append(SiteManifest.FileName).Order(StringComparer.Ordinal), Files);
        }
        Assert.NotEmpty(Directory.GetFileSystemEntries(folder, "out.*"));
        Assert.Equal(0, Render().Code);
    }
}
