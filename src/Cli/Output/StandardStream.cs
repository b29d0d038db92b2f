using System.Runtime.InteropServices;

namespace Stanch.Cli.Output;

/// <summary>What the user was to read could not be written.</summary>
internal sealed class OutputFailed(string message) : IOException(message);

/// <summary>
/// Standard output or error, unbuffered. .NET's own stream keeps silent when the reader of a pipe has gone, and a scanner must not
/// end well when its report reached nobody; a FileStream would write to a shared file at its own offset.
/// </summary>
internal sealed partial class StandardStream(int descriptor) : Stream
{
    private const int Interrupted = 4;

    public static Stream Open(int descriptor) => OperatingSystem.IsWindows()
        ? descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError()
        : new StandardStream(descriptor);

    /// <summary>
    /// Takes the numbers of standard streams that the caller closed. Otherwise the next file that is opened gets one, and the report goes into it:
    /// into another report, or into the pipe from which the runtime reads signals.
    /// </summary>
    public static void Reserve()
    {
        if (OperatingSystem.IsWindows()) return;
        // Open for reading: what is written there fails, and is told.
        int taken;
        do taken = Open("/dev/null", 0);
        while (taken is >= 0 and <= 2);
        if (taken > 2) _ = Close(taken);
    }

    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            for (var done = 0; done < buffer.Length;)
            {
                var n = WriteTo(descriptor, start + done, buffer.Length - done);
                if (n >= 0) done += (int)n;
                else if (Marshal.GetLastPInvokeError() is not Interrupted and var error) throw new OutputFailed($"{(descriptor == 1 ? "standard output" : "standard error")}: {Marshal.GetPInvokeErrorMessage(error)}");
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint WriteTo(int descriptor, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
