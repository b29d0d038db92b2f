using SharpCompress.Readers;

namespace Stanch.Archives.Formats;

internal sealed class RarFormat : Format
{
    public override ReadOnlySpan<byte> FirstBytes => "R"u8;
    public override bool Seeks => true;

    public override bool Fits(ReadOnlySpan<byte> head) => head.StartsWith<byte>([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x00]) || head.StartsWith<byte>([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x01, 0x00]);

    public override void Read(Stream container, Opened opened)
    {
        var input = new Streams.CountingStream(container, opened.Budget);
        using var entries = Foreign.Call(() => SharpCompress.Readers.Rar.RarReader.OpenReader(input, new ReaderOptions { LeaveStreamOpen = true }));
        EntryReader.Read(entries, () => input.Count, opened);
    }
}
