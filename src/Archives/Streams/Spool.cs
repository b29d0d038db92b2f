namespace Stanch.Archives.Streams;

/// <summary>Makes a stream one that can be read by position: in memory, and beyond some size in a file without a name for others, which is gone when it is closed.</summary>
internal static class Spool
{
    private const int InMemory = 16 << 20;

    public static Stream Of(Stream content)
    {
        if (content.CanSeek) return content;
        var spool = new Spooled();
        var buffer = new byte[128 << 10];
        try
        {
            for (int n; (n = content.Read(buffer)) > 0;) spool.Add(buffer.AsSpan(0, n));
            return spool.Take();
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>Bytes that come one after the other.</summary>
    public sealed class Spooled : IDisposable
    {
        private Stream stream = new MemoryStream();

        /// <exception cref="DamagedException">There is no room for it.</exception>
        public void Add(ReadOnlySpan<byte> bytes)
        {
            try
            {
                if (stream is MemoryStream memory && memory.Length + bytes.Length > InMemory)
                {
                    stream = OpenFile();
                    memory.WriteTo(stream);
                    memory.Dispose();
                }
                stream.Write(bytes);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new DamagedException($"no room in the folder for temporary files: {e.Message}", Sources.SkipReason.Unreadable);
            }
        }

        public Stream Take()
        {
            stream.Position = 0;
            return stream;
        }

        public void Dispose() => stream.Dispose();

        private static FileStream OpenFile()
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose, BufferSize = 64 << 10,
            };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var path = Path.Combine(Path.GetTempPath(), $"stanch-{Path.GetRandomFileName()}");
            var file = new FileStream(path, options);
            // Where an open file may lose its name it does so now, and nothing is left behind however the process ends.
            if (!OperatingSystem.IsWindows()) File.Delete(path);
            return file;
        }
    }
}
