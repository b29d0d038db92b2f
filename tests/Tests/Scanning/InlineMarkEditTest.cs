using Stanch.Catalog;
using Stanch.Scanning;
using Stanch.Scanning.Ignoring;
using Stanch.Tests.Scanning.Ignoring;

namespace Stanch.Tests.Scanning;

public sealed class InlineMarkEditTest
{
    [Theory]
    [InlineData("a.py", "key = 'VALUE'\nnext\n", "key = 'VALUE' # stanch:ignore[4-1b2c3d4e] why\nnext\n")]
    [InlineData("a.css", "a { b: VALUE }", "a { b: VALUE } /* stanch:ignore[4-1b2c3d4e] why */")]
    [InlineData("a.js", "  x(VALUE)\r\n", "  x(VALUE) // stanch:ignore[4-1b2c3d4e] why\r\n")]
    [InlineData("a.sh", "  x VALUE \\\n  y\n", "  # stanch:ignore[4-1b2c3d4e] why\n  x VALUE \\\n  y\n")]
    [InlineData("a.py", "key = 'VALUE'  # stanch:ignore test key\n", "key = 'VALUE'  # stanch:ignore[4-1b2c3d4e] test key\n")]
    [InlineData("a.py", "key = 'VALUE'  # stanch:ignore[a/b] test key\n", "key = 'VALUE'  # stanch:ignore[4-1b2c3d4e, a/b] test key\n")]
    [InlineData("a.py", "key = 'VALUE'  # stanch:ignore\n", "key = 'VALUE'  # stanch:ignore # stanch:ignore[4-1b2c3d4e] why\n")]
    public void A_mark_is_written_or_the_one_that_is_there_is_bound(string name, string before, string after)
    {
        using var folder = new TestFolder();
        Assert.Null(InlineMarkEdit.Write(folder.Write(name, before), Finding, "why"));
        Assert.Equal(after, folder.Read(name));
        var start = after.IndexOf("VALUE", StringComparison.Ordinal);
        var mark = InlineMark.Find(File.ReadAllBytes(folder.At(name)), start, start + 5)!;
        Assert.True(mark.Counts);
        Assert.Equal(["4-1b2c3d4e"], mark.Fingerprints);
    }

    [Fact]
    public void In_a_file_without_comments_nothing_is_written()
    {
        using var folder = new TestFolder();
        Assert.NotNull(InlineMarkEdit.Write(folder.Write("a.json", "{}"), Finding, "why"));
        Assert.Equal("{}", folder.Read("a.json"));
    }

    private static readonly Finding Finding = new()
    {
        Detector = new Detector { Id = "a/b", Title = "", Provider = "a", Severity = Severity.High, Sureness = Sureness.Documented, Family = "api-key", Anchors = [] },
        ProviderName = "A", Confidence = 1, File = "", LineStart = 1, LineEnd = 1, ColumnStart = 1, ColumnEnd = 2, Parts = [], Entropy = 1,
        Secret = new SecretValue([1]), Fingerprint = "4-1b2c3d4e5f60718293a4b5c6", Snippet = "",
    };
}
