using SharpCompress.Archives.SevenZip;
using SharpCompress.Readers;

namespace Stanch.Archives.Formats;

internal sealed class SevenZipFormat : Format
{
    public override ReadOnlySpan<byte> FirstBytes => "7"u8;
    public override bool Seeks => true;

    public override bool Fits(ReadOnlySpan<byte> head) => head.Length >= 32 && head.StartsWith<byte>([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]);

    public override void Read(Stream container, Opened opened)
    {
        var input = new Streams.CountingStream(container, opened.Budget);
        var archive = Foreign.Call(() => SevenZipArchive.OpenArchive(input, new ReaderOptions { LeaveStreamOpen = true }));
        using var entries = Foreign.Call(archive.ExtractAllEntries);
        EntryReader.Read(entries, () => input.Count, opened);
        Foreign.Quietly(((IDisposable)archive).Dispose);
    }
}
