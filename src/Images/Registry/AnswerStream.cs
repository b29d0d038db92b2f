using System.Net.Http;
using Stanch.Images.Layers;
using Stanch.Sources;

namespace Stanch.Images.Registry;

/// <summary>The body of an answer as it comes, given up when nothing more comes for too long.</summary>
internal sealed class AnswerStream(HttpResponseMessage answer, Stream body, TimeSpan patience, TimeProvider clock, CancellationToken stop) : InputStream
{
    // Read into here and not into the caller's buffer: a read that was given up may still write to it.
    private readonly byte[] buffer = new byte[128 * 1024];

    public override int Read(Span<byte> target)
    {
        if (target.IsEmpty) return 0;
        using var limit = new CancellationTokenSource(patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            var n = body.ReadAsync(buffer.AsMemory(0, Math.Min(target.Length, buffer.Length)), both.Token).AsTask().GetAwaiter().GetResult();
            buffer.AsSpan(0, n).CopyTo(target);
            return n;
        }
        catch (OperationCanceledException)
        {
            if (stop.IsCancellationRequested) throw;
            throw new StoreFault(SkipReason.Unreadable, $"nothing more came for {patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new StoreFault(SkipReason.Unreadable, "the download was cut off");
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
            answer.Dispose();
        }
        base.Dispose(disposing);
    }
}
