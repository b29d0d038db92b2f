using System.Text;
using Stanch.Detection;

namespace Stanch.Tests.Detection;

/// <summary>Text that is all anchors and hardly a secret, as minified code is: the work grows with the text, not with its square.</summary>
public sealed class FuzzWorkTest
{
    private static int Attempts(string piece, int times)
    {
        var scanner = new DetectionEngine(Detectors.All).Open();
        scanner.Trace = new Trace();
        scanner.Scan(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(piece, times))), []);
        return scanner.Trace.Events.Count;
    }

    [Theory]
    [InlineData("e.password=t.token,u(zedkey),acm_;")]
    [InlineData("password password ")]
    [InlineData("://://")]
    [InlineData("token=secret=api_key=")]
    [InlineData("a.b64=\\x41\\u0041%41&#x41;")]
    public void Four_times_the_text_is_at_most_some_four_times_the_work(string piece)
    {
        var once = Attempts(piece, 500);
        Assert.InRange(Attempts(piece, 2000), 0, 5 * Math.Max(once, 20));
    }

    [Theory]
    [InlineData("e.password=t.token,u(zedkey),acm_;")]
    [InlineData("://user:://")]
    [InlineData("QUJD%41\\u0041")]
    [InlineData("zedkey zedaccount ")]
    public void Memory_for_it_grows_no_faster(string piece)
    {
        var engine = new DetectionEngine(Detectors.All);
        var once = Allocated(engine, piece, 2000);
        Assert.InRange(Allocated(engine, piece, 8000), 0, 6 * Math.Max(once, 1 << 20));
    }

    private static long Allocated(DetectionEngine engine, string piece, int times)
    {
        var text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(piece, times)));
        var scanner = engine.Open();
        var before = GC.GetAllocatedBytesForCurrentThread();
        scanner.Scan(text, []);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
