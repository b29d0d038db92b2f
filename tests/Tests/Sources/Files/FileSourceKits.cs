using Stanch.Sources;
using Stanch.Sources.Files;
using Stanch.Tests.Kits;

namespace Stanch.Tests.Sources.Files;

public class FileTreeKit : SourceKit
{
    protected virtual FileTreeOptions Options => new();

    protected override ISource Make(IReadOnlyDictionary<string, byte[]> blobs)
    {
        foreach (var (name, content) in blobs)
        {
            var path = Path.Combine(Folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }
        return new FileTree(Folder, Options);
    }

    /// <summary>Linux has files there that not even root may read.</summary>
    protected override (ISource, string)? MakeDamaged() =>
        File.Exists("/sys/bus/cpu/drivers_probe") ? (new FileTree("/sys/bus/cpu", Options), "drivers_probe") : null;
}

public sealed class PortableFileTreeKit : FileTreeKit
{
    protected override FileTreeOptions Options => new() { Portable = true };
}

public sealed class SingleFileKit : SourceKit
{
    protected override int Most => 1;

    protected override ISource Make(IReadOnlyDictionary<string, byte[]> blobs)
    {
        var path = Path.Combine(Folder, "file");
        File.WriteAllBytes(path, blobs.Values.Single());
        return new SingleFile(path);
    }

    protected override (ISource, string)? MakeDamaged() => (new SingleFile(Folder), Folder);
}

public sealed class StdinSourceKit : SourceKit
{
    protected override int Most => 1;
    protected override ISource Make(IReadOnlyDictionary<string, byte[]> blobs) => new StdinSource(new Slow(blobs.Values.Single()));
    protected override (ISource, string)? MakeDamaged() => (new StdinSource(new Broken()), "<stdin>");

    /// <summary>As a pipe gives it: less than was asked for.</summary>
    private sealed class Slow(byte[] content) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 60_000));
    }

    private sealed class Broken : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("the other end went away");
    }
}
