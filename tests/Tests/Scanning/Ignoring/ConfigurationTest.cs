using System.Text;
using Stanch.Scanning.Ignoring;

namespace Stanch.Tests.Scanning.Ignoring;

public sealed class ConfigurationTest
{
    private static readonly string Whole = $"""
        version: 1
        salt: {Values.SaltHex}
        paths:                    # not scanned
          - "third_party/**"
        detectors:
          exclude: [generic/*]
          only: []
        ignore:
          - fingerprint: {Values.Print(1)}
            detector: zoom/client-secret
            reason: rotated on 2026-01-02, see INC-12
            by: jane@example.com
            until: 2027-01-01
          - fingerprint: {Values.Print(2)}
            reason: "test: not a key"
        """;

    [Fact]
    public void All_of_it_is_read()
    {
        var read = Read(Whole);
        Assert.Empty(read.Errors);
        var configuration = read.Value!;
        Assert.Equal(Values.Salt, configuration.Salt);
        Assert.Equal(new Located("third_party/**", 4, 5), Assert.Single(configuration.Paths));
        Assert.Equal("generic/*", Assert.Single(configuration.ExcludedDetectors).Text);
        Assert.Empty(configuration.OnlyDetectors);
        Assert.Equal(
            [
                new IgnoreEntry(Values.Print(1), "rotated on 2026-01-02, see INC-12")
                {
                    Detector = "zoom/client-secret", By = "jane@example.com", Until = new DateOnly(2027, 1, 1), Line = 9,
                },
                new IgnoreEntry(Values.Print(2), "test: not a key") { Line = 14 },
            ], configuration.Ignore);
    }

    [Fact]
    public void Only_the_version_must_be_there() => Assert.Empty(Read("version: 1\npaths:\nignore:\n").Errors);

    [Theory]
    [InlineData("", "f(1,1): error CFG012: 'version' is missing in the file")]
    [InlineData("version: 2", "f(1,10): error CFG013: version '2': this program reads version 1")]
    [InlineData("version: 1\npath: [a]", "f(2,1): error CFG010: unknown key 'path' in the file; it may hold version, salt, preset, min-confidence, paths, detectors, ignore, false-alarms")]
    [InlineData("version: 1\nfalse-alarms:\n- detector: a\n  reason: b", "f(3,3): error CFG012: 'path' or 'name' is missing in an entry of 'false-alarms'")]
    [InlineData("version: 1\nfalse-alarms:\n- detector: a\n  path: \"!x\"\n  reason: b", "f(4,9): error CFG013: the path '!x' starts with '!', which has no meaning here (write '\\!' for the character)")]
    [InlineData("version: 1\npreset: lax", "f(2,9): error CFG013: 'preset' must be one of strict, default, paranoid")]
    [InlineData("version: 1\nmin-confidence: 60", "f(2,17): error CFG013: 'min-confidence' must be a number from 0 to 1 as in 0.6, or a share as in 60%")]
    [InlineData("version: 1\npreset: strict\nmin-confidence: 0.6", "f(3,17): error CFG013: 'preset' and 'min-confidence' exclude each other")]
    [InlineData("version: 1\nsalt: xyz", "f(2,7): error CFG013: 'salt' must be 16 to 64 hex digits")]
    [InlineData("version: 1\nsalt: [a]", "f(2,7): error CFG011: 'salt' must hold a text on its line")]
    [InlineData("version: 1\npaths: a", "f(2,8): error CFG011: 'paths' must hold a list")]
    [InlineData("version: 1\npaths:\n- a: b", "f(3,3): error CFG011: 'paths' must hold texts")]
    [InlineData("version: 1\ndetectors: [a]", "f(2,12): error CFG011: 'detectors' must hold 'key: value' lines")]
    [InlineData("version: 1\nignore: [a]", "f(2,10): error CFG011: an entry of 'ignore' must hold 'key: value' lines")]
    public void A_mistake_reads_like_a_compiler_error(string text, string expected) => Assert.Equal(expected, Assert.Single(Read(text).Errors).ToString());

    [Fact]
    public void A_missing_reason_is_an_error_and_so_is_everything_else_that_is_wrong_at_once()
    {
        var errors = Read($"""
            version: 1
            ignore:
              - fingerprint: {Values.Print(1)}
              - fingerprint: 3
                reason: why
                untill: 2027-01-01
              - fingerprint: {Values.Print(2)}
                reason:
                until: 2027-13-01
              - reason: "open
            """).Errors;
        Assert.Equal(
            [
                "f(3,5): error CFG012: 'reason' is missing in an entry of 'ignore'",
                "f(4,18): error CFG013: '3' is no whole fingerprint, as a report shows it",
                "f(6,5): error CFG010: unknown key 'untill' in an entry of 'ignore'; it may hold fingerprint, reason, detector, by, until",
                "f(8,12): error CFG011: 'reason' must hold a text on its line",
                "f(9,12): error CFG013: '2027-13-01' is no date: write 2027-01-31",
                "f(10,13): error CFG006: \" is not closed on its line",
            ], errors.Select(e => e.ToString()));
    }

    [Fact]
    public void Detectors_are_chosen_by_name_with_asterisks()
    {
        var configuration = Read("version: 1\ndetectors:\n  only: ['aws/*', 'generic/password']\n  exclude: ['*/old']").Value!;
        Assert.True(configuration.Selects("aws/secret-key"));
        Assert.True(configuration.Selects("generic/password"));
        Assert.False(configuration.Selects("generic/token"));
        Assert.False(configuration.Selects("aws/old"));
        Assert.True(new Configuration().Selects("anything"));
    }

    [Fact]
    public void A_detector_that_nobody_knows_is_named()
    {
        var configuration = Read("version: 1\ndetectors:\n  only: [aws/*, awz/*]").Value!;
        Assert.Equal("f(3,17): error CFG014: no detector answers to 'awz/*'", Assert.Single(configuration.UnknownDetectors(["aws/secret-key"])).ToString());
    }

    [Fact]
    public void What_is_no_plain_file_is_not_read()
    {
        using var folder = new TestFolder();
        folder.Write("elsewhere", "version: 1\n");
        File.CreateSymbolicLink(folder.At(Configuration.FileName), folder.At("elsewhere"));
        var load = IgnorePolicy.Load(folder.Root, new DateOnly(2026, 5, 1));
        Assert.Equal("CFG001", Assert.Single(load.Errors).Code);
        Assert.Contains("symbolic link", load.Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_in_the_place_of_the_file_blocks_nobody()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no mkfifo");
        using var folder = new TestFolder();
        using (var make = System.Diagnostics.Process.Start("mkfifo", [folder.At(Configuration.FileName)])) make.WaitForExit();
        // Read as an empty file, so it is the version that is missed.
        Assert.Equal("CFG012", Assert.Single(IgnorePolicy.Load(folder.Root, new DateOnly(2026, 5, 1)).Errors).Code);
    }

    private static ConfigurationResult<Configuration> Read(string text) => ConfigurationReader.Read("f", Encoding.UTF8.GetBytes(text));
}
