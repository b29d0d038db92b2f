using System.Text;
using Stanch.Sources;
using Stanch.Sources.Files;
using Stanch.Tests.Kits;

namespace Stanch.Tests.Sources.Files;

public sealed class StdinSourceTest
{
    [Fact]
    public void Nothing_on_standard_input_is_told()
    {
        var coverage = new Coverage();
        new StdinSource(Stream.Null).Read(new SourceRecorder(0).Open, coverage, 1, 0, CancellationToken.None);
        Assert.Equal(new Skip(SkipReason.Empty, "<stdin>"), Assert.Single(coverage.Skips));
    }

    [Fact]
    public void A_stop_does_not_wait_for_more_input_and_what_had_come_is_scanned()
    {
        using var stop = new CancellationTokenSource();
        using var input = new Waiting(Encoding.ASCII.GetBytes("so far"), stop.Cancel);
        var (recorder, coverage) = (new SourceRecorder(0), new Coverage());
        new StdinSource(input).Read(recorder.Open, coverage, 1, 0, stop.Token);
        Assert.Equal("so far"u8, Assert.Single(recorder.Blobs).Content);
        Assert.Equal(SkipReason.Interrupted, Assert.Single(coverage.Skips).Reason);
    }

    /// <summary>Gives what it has, then lets the reader wait until the end of the test.</summary>
    private sealed class Waiting(byte[] content, Action waits) : MemoryStream(content)
    {
        private readonly ManualResetEventSlim over = new();

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (base.Read(buffer, offset, count) is > 0 and var n) return n;
            waits();
            over.Wait();
            return 0;
        }

        protected override void Dispose(bool disposing)
        {
            over.Set();
            base.Dispose(disposing);
        }
    }
}
