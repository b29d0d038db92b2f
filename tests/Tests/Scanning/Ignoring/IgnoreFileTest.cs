using System.Text;
using CsCheck;
using Stanch.Scanning.Ignoring;

namespace Stanch.Tests.Scanning.Ignoring;

public sealed class IgnoreFileTest
{
    private static readonly string A = "1-" + new string('a', 24), B = "5-" + new string('b', 24), C = "9-" + new string('c', 24);

    [Fact]
    public void It_is_made_with_a_salt_when_it_is_not_there()
    {
        using var folder = new TestFolder();
        var file = Open(folder);
        Assert.False(File.Exists(folder.At(Configuration.FileName)));
        Assert.Equal(Values.Salt, file.Salt);
        Assert.Null(file.Add(new IgnoreEntry(A, "why: because") { Detector = "a/b", By = "jane@example.com", Until = new DateOnly(2027, 1, 1) }));
        Assert.Equal($"""
            version: 1
            salt: {Values.SaltHex}
            ignore:
              - fingerprint: {A}
                detector: a/b
                reason: "why: because"
                by: jane@example.com
                until: 2027-01-01

            """, folder.Read(Configuration.FileName));
    }

    [Fact]
    public void Comments_and_order_stay_and_the_entry_goes_in_by_fingerprint()
    {
        using var folder = new TestFolder();
        folder.Write(Configuration.FileName, $"""
            # ours
            version: 1   # one
            ignore:  # known
            # about the first
            - fingerprint: {A} # short
              reason: x
              # inside
              by: jane

            # about the last
            - reason: z
              fingerprint: {C}
            # the end
            paths: [a]   # not these

            """);
        Assert.Null(Open(folder).Add(new IgnoreEntry(B, "y")));
        Assert.Equal($"""
            # ours
            version: 1   # one
            ignore:  # known
            # about the first
            - fingerprint: {A} # short
              reason: x
              # inside
              by: jane

            - fingerprint: {B}
              reason: y
            # about the last
            - reason: z
              fingerprint: {C}
            # the end
            paths: [a]   # not these

            """, folder.Read(Configuration.FileName));
    }

    [Theory]
    [InlineData("version: 1\nignore: []  # none yet\npaths: [a]", "version: 1\nignore:  # none yet\n  - E\npaths: [a]\n")]
    [InlineData("version: 1\nignore:\npaths: [a]\n", "version: 1\nignore:\n  - E\npaths: [a]\n")]
    [InlineData("version: 1", "version: 1\nignore:\n  - E\n")]
    [InlineData("version: 1\r\npaths: [a]\r\n", "version: 1\r\npaths: [a]\r\nignore:\r\n  - E\r\n")]
    [InlineData("\uFEFFversion: 1\n", "\uFEFFversion: 1\nignore:\n  - E\n")]
    public void A_list_is_begun_where_there_is_none(string before, string after)
    {
        using var folder = new TestFolder();
        folder.Write(Configuration.FileName, before);
        Assert.Null(Open(folder).Add(new IgnoreEntry(A, "x")));
        var newline = before.Contains('\r', StringComparison.Ordinal) ? "\r\n" : "\n";
        Assert.Equal(after.Replace("E", $"fingerprint: {A}{newline}    reason: x", StringComparison.Ordinal), Encoding.UTF8.GetString(File.ReadAllBytes(folder.At(Configuration.FileName))));
    }

    [Fact]
    public void A_value_that_is_there_already_gets_the_new_words_in_its_old_place()
    {
        using var folder = new TestFolder();
        folder.Write(Configuration.FileName, $"version: 1\nignore:\n  - fingerprint: {C}\n    reason: z\n  # b\n  - fingerprint: {B}\n    reason: old\n    until: 2025-01-01\n  - fingerprint: {A}\n    reason: x\n");
        Assert.Null(Open(folder).Add(new IgnoreEntry(B, "new")));
        Assert.Equal($"version: 1\nignore:\n  - fingerprint: {C}\n    reason: z\n  # b\n  - fingerprint: {B}\n    reason: new\n  - fingerprint: {A}\n    reason: x\n", folder.Read(Configuration.FileName));
    }

    [Fact]
    public void A_broken_file_is_left_alone()
    {
        using var folder = new TestFolder();
        folder.Write(Configuration.FileName, "version: 1\nignore: &x []\n");
        Assert.Equal("CFG005", Assert.Single(IgnoreFile.Open(folder.At(Configuration.FileName), Values.Salt).Errors).Code);
    }

    [Fact]
    public void What_somebody_else_wrote_meanwhile_is_not_overwritten()
    {
        using var folder = new TestFolder();
        folder.Write(Configuration.FileName, "version: 1\n");
        var file = Open(folder);
        folder.Write(Configuration.FileName, "version: 1\npaths: [a]\n");
        Assert.Equal("CFG016", file.Add(new IgnoreEntry(A, "x"))!.Code);
        Assert.Equal("version: 1\npaths: [a]\n", folder.Read(Configuration.FileName));
    }

    [Fact]
    public void Permissions_stay()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no mode bits");
        else
        {
            using var folder = new TestFolder();
            var path = folder.Write(Configuration.FileName, "version: 1\n");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);
            Assert.Null(Open(folder).Add(new IgnoreEntry(A, "x")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void Whatever_words_a_person_gives_they_are_read_back()
    {
        using var folder = new TestFolder();
        Gen.Select(Gen.String[Gen.Char["ab: #'\"\\[]{},-&*!|>%@`~\t\n\r\0\u0085\u2028\uFEFFé漢🙂"], 1, 12], Gen.Int[0, 15]).List[1, 6].Sample(words =>
        {
            File.Delete(folder.At(Configuration.FileName));
            var file = Open(folder);
            var expected = new Dictionary<string, string>();
            foreach (var (word, digit) in words)
            {
                if (string.IsNullOrWhiteSpace(word) || word.Any(char.IsSurrogate)) continue;
                var print = $"{digit:x}-{new string('a', 24)}";
                Assert.Null(file.Add(new IgnoreEntry(print, word)));
                expected[print] = word;
            }
            Assert.Equal(expected.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => (e.Key, e.Value)),
                Open(folder).Configuration.Ignore.Select(e => (e.Fingerprint, e.Reason)));
        }, iter: 100, threads: 1);
    }

    private static IgnoreFile Open(TestFolder folder)
    {
        var open = IgnoreFile.Open(folder.At(Configuration.FileName), Values.Salt);
        Assert.Empty(open.Errors);
        return open.Value!;
    }
}
