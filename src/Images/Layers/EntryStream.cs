using Stanch.Sources;

namespace Stanch.Images.Layers;

/// <summary>Content of the entry that a tar file stands at.</summary>
internal sealed class EntryStream(TarStream tar) : InputStream
{
    public override int Read(Span<byte> buffer) => tar.Read(buffer);
}
