using System.Text;
using CsCheck;
using Stanch.Scanning.Ignoring;

namespace Stanch.Tests.Scanning.Ignoring;

public sealed class InlineMarkTest
{
    /// <summary>«» stand around the secret.</summary>
    [Theory]
    [InlineData("key = '«SECRET»' # stanch:ignore rotated", "rotated")]
    [InlineData("key = '«SECRET»' // stanch:ignore: rotated, see INC-12\nnext", "rotated, see INC-12")]
    [InlineData("key = '«SECRET»' /* stanch:ignore rotated */ + x", "rotated")]
    [InlineData("<a>«SECRET»</a><!-- stanch:ignore rotated -->", "rotated")]
    [InlineData("/* stanch:ignore rotated */ key = '«SECRET»'", "rotated")]
    [InlineData("# stanch:ignore rotated\nkey = '«SECRET»'", "rotated")]
    [InlineData("x\n  /* stanch:ignore rotated */\r\nkey = '«SECRET»'", "rotated")]
    [InlineData("REM stanch:ignore rotated\nset KEY=«SECRET»", "rotated")]
    [InlineData("-----BEGIN «SECRET\nSECRET» # stanch:ignore rotated", "rotated")]
    public void A_reason_beside_a_secret_is_read(string text, string reason)
    {
        var mark = Find(text)!;
        Assert.True(mark.Counts);
        Assert.True(mark.Bare);
        Assert.Equal(reason, mark.Reason);
    }

    [Theory]
    [InlineData("key = '«SECRET»'")]
    [InlineData("key = '«SECRET»'\n# stanch:ignore rotated")]
    [InlineData("# stanch:ignore rotated\n\nkey = '«SECRET»'")]
    [InlineData("other = 1 # stanch:ignore rotated\nkey = '«SECRET»'")]
    [InlineData("key = '«SECRET»' # not-stanch:ignore rotated")]
    [InlineData("key = '«SECRET»' # stanch:ignored rotated")]
    public void Elsewhere_there_is_no_mark(string text) => Assert.Null(Find(text));

    [Theory]
    [InlineData("key = '«SECRET»' # stanch:ignore")]
    [InlineData("key = '«SECRET»' # stanch:ignore --")]
    [InlineData("key = '«SECRET»' /* stanch:ignore */ because")]
    [InlineData("key = '«SECRET»' # stanch:ignore[] because")]
    [InlineData("key = '«SECRET»' # stanch:ignore[4-1b2c] because")]
    [InlineData("key = '«SECRET»' # stanch:ignore[4-1b2c3d4e because")]
    [InlineData("# stanch:ignore because of «SECRET»")]
    public void Without_a_reason_or_with_brackets_that_nobody_can_read_it_does_not_count(string text) => Assert.False(Find(text)!.Counts);

    [Fact]
    public void Brackets_name_values_and_detectors()
    {
        var mark = Find("«SECRET» # stanch:ignore[4-1b2c3d4e, 5-1b2c3d4e5f zoom/client-secret] why")!;
        Assert.Equal(["4-1b2c3d4e", "5-1b2c3d4e5f"], mark.Fingerprints);
        Assert.Equal(["zoom/client-secret"], mark.Detectors);
        Assert.Equal("why", mark.Reason);
        Assert.False(mark.Bare);
    }

    [Theory]
    [InlineData("«SECRET» # stanch:ignore one # stanch:ignore[4-1b2c3d4e] two", "two", "4-1b2c3d4e")]
    [InlineData("«SECRET» # stanch:ignore[4-1b2c3d4e] one # stanch:ignore two", "one", "4-1b2c3d4e")]
    [InlineData("«SECRET» /* stanch:ignore[4-1b2c3d4e] one */ /* stanch:ignore[5-1b2c3d4e] two */", "one", "4-1b2c3d4e 5-1b2c3d4e")]
    [InlineData("«SECRET» # stanch:ignore one # stanch:ignore two", "one", "")]
    public void Of_several_marks_those_with_fingerprints_count(string text, string reason, string prints)
    {
        var mark = Find(text)!;
        Assert.Equal(reason, mark.Reason);
        Assert.Equal(prints, string.Join(' ', mark.Fingerprints));
    }

    [Fact]
    public void A_mark_far_away_on_a_long_line_is_not_looked_for()
    {
        Assert.Null(Find($"«SECRET»{new string(' ', InlineMark.Reach)}# stanch:ignore rotated"));
        Assert.Null(Find($"# stanch:ignore rotated\n{new string(' ', InlineMark.Reach)}«SECRET»"));
    }

    [Fact]
    public void No_content_crashes_it() => Gen.Select(Gen.OneOf("stanch:ignore", "[", "]", "*/", "\n", " ", "é", "a", "4-1b2c3d4e", "/").List[0, 12], Gen.Int[0, 40], Gen.Int[0, 40]).Sample((parts, a, b) =>
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(parts));
        var (start, end) = (Math.Min(Math.Min(a, b), bytes.Length), Math.Min(Math.Max(a, b), bytes.Length));
        _ = InlineMark.Find(bytes, start, end);
    });

    private static InlineMark? Find(string text)
    {
        var start = text.IndexOf('«', StringComparison.Ordinal);
        var end = text.IndexOf('»', StringComparison.Ordinal) - 1;
        return InlineMark.Find(Encoding.UTF8.GetBytes(text.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal)), start, end);
    }
}
