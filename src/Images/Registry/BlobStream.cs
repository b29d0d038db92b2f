using System.Net.Http;
using Stanch.Images.Layers;
using Stanch.Sources;

namespace Stanch.Images.Registry;

/// <summary>A blob as a registry sends it. Where the connection breaks, the rest is asked for again: layers are large and networks are not perfect.</summary>
internal sealed class BlobStream : InputStream
{
    private const int MostBreaks = 3;

    private readonly RegistryWire wire;
    private readonly Uri path;
    private readonly long size;
    private readonly CancellationToken stop;
    private AnswerStream body;
    private long read;
    private int breaks;

    /// <exception cref="StoreFault">It is not there, or can't be had.</exception>
    public BlobStream(RegistryWire wire, Uri path, long size, CancellationToken stop)
    {
        (this.wire, this.path, this.size, this.stop) = (wire, path, size, stop);
        body = wire.Body(wire.Get(path, ["*/*"], stop), stop);
    }

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            StoreFault fault;
            try
            {
                var n = body.Read(buffer);
                read += n;
                if (n > 0 || read >= size || buffer.IsEmpty) return n;
                fault = new StoreFault(SkipReason.Unreadable, "the download was cut off");
            }
            catch (StoreFault e)
            {
                fault = e;
            }
            if (++breaks > MostBreaks || !Resume()) throw new StoreFault(fault.Reason, $"{fault.Message} after {read} of {size} bytes");
        }
    }

    /// <returns>False: the registry gives no second part.</returns>
    private bool Resume()
    {
        body.Dispose();
        try
        {
            var answer = wire.Get(path, ["*/*"], stop, from: read);
            if (answer.Content.Headers.ContentRange?.From == read)
            {
                body = wire.Body(answer, stop);
                return true;
            }
            answer.Dispose();
            return false;
        }
        catch (StoreFault)
        {
            return false;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) body.Dispose();
        base.Dispose(disposing);
    }
}
