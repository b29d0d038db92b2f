using System.Buffers.Binary;
using Stanch.Archives.Streams;

namespace Stanch.Archives.Formats;

/// <summary>Compiled Python (.pyc): the texts of its code, and where the code says so the name that each is given to.</summary>
internal sealed class PythonFormat : Format
{
    // Version numbers of compiled files, as CPython counts them; 2.x counts from 62011.
    private const int Oldest3 = 3000, Newest3 = 3999, Oldest2 = 62011, Newest2 = 62300;

    public override ReadOnlySpan<byte> FirstBytes => [];

    public override bool Fits(ReadOnlySpan<byte> head) => head.Length > 16 && head[2] == '\r' && head[3] == '\n' && CodeAt(head) > 0;

    /// <summary>Where the code begins: behind the time, the size and the flags, which came one after the other.</summary>
    private static int CodeAt(ReadOnlySpan<byte> head)
    {
        int version = BinaryPrimitives.ReadUInt16LittleEndian(head);
        if (version is not (>= Oldest3 and <= Newest3 or >= Oldest2 and <= Newest2)) return 0;
        var at = version >= Oldest2 ? 8 : version < 3190 ? 8 : version < 3390 ? 12 : 16;
        return head[at] is (byte)'c' or 0xE3 ? at : 0;
    }

    public override void Read(Stream container, Opened opened)
    {
        var (bytes, _) = PeekedStream.Peek(container, Unpacking.LargestText);
        var text = new MarshalText(bytes.AsMemory(CodeAt(bytes)), BinaryPrimitives.ReadUInt16LittleEndian(bytes));
        var whole = text.TryRead();
        if (text.Text.Length > 0) opened.TakeText(null, "strings", new MemoryStream(text.Text, writable: false));
        if (!whole) throw new DamagedException("damaged; its texts were scanned up to there");
    }
}
