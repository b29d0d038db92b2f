using System.Globalization;
using System.Text;
using Stanch.Scanning;
using Stanch.Scanning.Reports;
using Stanch.Sources;

namespace Stanch.Tests.Scanning.Reports;

/// <summary>What holds for every format.</summary>
public sealed class ReportFormatsTest
{
    public static TheoryData<string> Formats => [.. ReportFormats.All.Select(r => r.Name)];

    [Fact]
    public void The_formats_have_their_documented_names() =>
        Assert.Equal(["text", "json", "jsonl", "sarif", "csv", "junit", "markdown", "html"], ReportFormats.All.Select(r => r.Name));

    [Fact]
    public void An_unknown_name_is_no_format() => Assert.False(ReportFormats.TryGet("yaml", out _));

    [Theory]
    [MemberData(nameof(Formats))]
    public void Same_run_same_bytes(string format)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var here = Sample.Written(format, Sample.Partial());
            var germany = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            germany.NumberFormat.NumberDecimalSeparator = ",";
            germany.NumberFormat.NumberGroupSeparator = ".";
            germany.NumberFormat.NegativeSign = "−";
            CultureInfo.CurrentCulture = germany;
            Assert.Equal(here, Sample.Written(format, Sample.Partial()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>What a value tells of itself, the account and whether it is live, decides how fast somebody runs: no format may lose it.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void What_a_value_tells_stands_in_every_format(string format)
    {
        var text = Sample.Text(format, Sample.Typical());
        Assert.Contains("tells", text, StringComparison.Ordinal);
        Assert.Contains("acct_1A2b3C", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_order_in_which_threads_met_skips_does_not_show(string format)
    {
        Assert.Equal(Sample.Written(format, Run(forward: true)), Sample.Written(format, Run(forward: false)));

        static ScanResult Run(bool forward)
        {
            (SkipReason, string)[] skips = [(SkipReason.Unreadable, "b"), (SkipReason.Binary, "x"), (SkipReason.Unreadable, "a"), (SkipReason.Corrupt, "c"), (SkipReason.Empty, "d")];
            var coverage = new Coverage();
            coverage.AddFile(3);
            foreach (var (reason, what) in forward ? skips : skips.Reverse()) coverage.Skip(reason, what);
            foreach (var limit in forward ? (string[])["l", "m"] : ["m", "l"]) coverage.LimitHit(limit);
            var ignored = new Dictionary<string, int>();
            foreach (var key in forward ? (string[])["i", "j"] : ["j", "i"]) ignored[key] = 1;
            return new ScanResult([], Sample.Receipt(coverage) with { Ignored = ignored });
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_closed_pipe_is_an_IOException(string format)
    {
        Assert.True(ReportFormats.TryGet(format, out var report));
        // Before the first byte, in the middle, and at the very end of a report.
        var length = Sample.Written(format, Sample.ManyPlaces(3000)).Length;
        foreach (var room in (int[])[0, length / 2, length - 1])
        {
            using var pipe = new Pipe(room);
            Assert.Throws<IOException>(() => report.Write(Sample.ManyPlaces(3000), new ReportOptions(), pipe));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void All_is_flushed_and_the_stream_stays_open(string format)
    {
        Assert.True(ReportFormats.TryGet(format, out var report));
        using var pipe = new Pipe(int.MaxValue);
        report.Write(Sample.Typical(), new ReportOptions(Width: 80), pipe);
        Assert.True(pipe.Flushed);
        Assert.False(pipe.Closed);
        Assert.Equal(Sample.Written(format, Sample.Typical()).Length, pipe.Written);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Hostile_text_leaves_valid_UTF8_without_control_characters(string format)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Sample.Written(format, Sample.Hostile()));
        Assert.DoesNotContain(text, c => char.IsControl(c) && c is not ('\n' or '\r'));
        Assert.DoesNotContain(text, c => c is '\u202e' or '\u2066' or '\u2028' or '\ufeff');
        Assert.DoesNotContain("##vso[", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("##[", text);
        Assert.DoesNotMatch(@"(?m)^\s*::", text);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Ten_thousand_places_can_be_written(string format) => Assert.NotEmpty(Sample.Written(format, Sample.ManyPlaces(10_000)));

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_report_carries_the_receipt(string format)
    {
        var text = Sample.Text(format, Sample.Partial());
        Assert.Contains("3fa1c9e5b7d2", text);
        Assert.Contains("0.1.0", text);
        Assert.Contains("projects/shop", text);
        Assert.Contains("home/keys/0.pem", text);
        Assert.Matches("5,?012", text);
        Assert.Matches("1,?204", text);
        Assert.Contains("pattern time limit: acme/access-token", text);
    }

    /// <summary>Takes so many bytes, then breaks.</summary>
    private sealed class Pipe(int room) : Stream
    {
        public long Written { get; private set; }
        public bool Flushed { get; private set; }
        public bool Closed { get; private set; }
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Written += count;
            if (Written > room) throw new IOException("Broken pipe");
        }

        public override void Flush() => Flushed = true;
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            Closed = true;
            base.Dispose(disposing);
        }
    }
}
