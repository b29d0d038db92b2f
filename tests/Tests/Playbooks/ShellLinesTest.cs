using System.Diagnostics;
using CsCheck;
using Stanch.Playbooks;
using Stanch.Playbooks.Formats;

namespace Stanch.Tests.Playbooks;

public sealed class ShellLinesTest
{
    private static string Joined(IEnumerable<string> lines) => string.Join('\n', lines).Replace(" \\\n  ", " ", StringComparison.Ordinal);

    [Fact]
    public void A_long_command_is_broken_before_its_options()
    {
        const string Command = "curl -fsS -X POST \"https://api.example.net/v1/keys\" -H \"Authorization: Bearer $ADMIN_KEY\" -d '{\"name\": \"the next one\"}'";
        Assert.Equal(
            ["curl -fsS -X POST \"https://api.example.net/v1/keys\" \\", "  -H \"Authorization: Bearer $ADMIN_KEY\" -d '{\"name\": \"the next one\"}'"],
            ShellLines.Break([Command], 80));
    }

    [Theory]
    [InlineData("echo 'begins here")]
    [InlineData("cat <<END >file.txt")]
    [InlineData("echo \"$(printf '%s' \"one  word\")\"")]
    public void What_goes_on_in_the_next_line_or_nests_its_quotes_stays_as_it_is(string line)
    {
        var script = new[] { line, "and a second line that is a good deal too long for the page" };
        Assert.Same(script, ShellLines.Break(script, 20));
    }

    [Fact]
    public void A_comment_is_never_broken() =>
        Assert.Equal(["run --now \\", "  --all # then wait until it is done"], ShellLines.Break(["run --now --all # then wait until it is done"], 20));

    [Fact]
    public void Joined_again_it_is_the_same_command_whatever_it_holds() =>
        Gen.OneOf(new[] { "a", "-b", "'c d'", "\"e f\"", "\\ g", "\\\"", "|", "&&", "$H", "é", "x=y", "'\"'", "#", " ", "verylongwordthatfitsnoline" }.Select(Gen.Const).ToArray()).Array[0, 14].Sample(words =>
        {
            var command = string.Join(' ', words);
            var lines = ShellLines.Break([command], 16);
            Assert.Equal(command, Joined(lines));
            if (lines.Count > 1) Assert.All(lines.SkipLast(1), l => Assert.EndsWith(" \\", l, StringComparison.Ordinal));
        });

    [Fact]
    public void Bash_sees_the_same_words()
    {
        if (OperatingSystem.IsWindows()) return;
        Gen.OneOf(new[] { "a", "-b", "'c d'", "\"e  f\"", "\\ g", "\\\"", "$H", "é", "x=y", "'\"'", "\\\\" }.Select(Gen.Const).ToArray()).Array[1, 14].Sample(words =>
        {
            var command = $"printf '[%s]' {string.Join(' ', words)}";
            Assert.Equal(Bash(command), Bash(string.Join('\n', ShellLines.Break([command], 24))));
        }, iter: 25, threads: 1);
    }

    [Fact]
    public void Every_command_of_the_catalog_fits_the_page_where_a_space_lets_it_and_can_be_copied()
    {
        var library = new Library(Shelf.Shipped);
        var broken = 0;
        foreach (var playbook in Shelf.Shipped.Detectors.Select(d => library.Of(d, PlaybookRequest.Plain)))
        {
            foreach (var block in playbook.Sections.SelectMany(s => s.Blocks).Where(b => b is { Kind: BlockKind.Code, Language: "shell", Key.Length: > 0 }))
            {
                var lines = ShellLines.Break(block.Lines, 96);
                Assert.Equal(Joined(block.Lines), Joined(lines));
                if (lines.Count > block.Lines.Count) broken++;
            }
        }
        Assert.True(broken > 50, $"only {broken} were broken");
    }

    private static string Bash(string script)
    {
        var info = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true };
        info.Environment["H"] = "h";
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return $"{process.ExitCode}: {output}";
    }
}
