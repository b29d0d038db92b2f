using System.Runtime.InteropServices;
using System.Text;
using Stanch.Detection;

namespace Stanch.Scanning.Content;

/// <summary>1-based line and column; columns count UTF-16 code units.</summary>
internal readonly record struct Position(int Line, int Column);

/// <summary>
/// Lines and columns of offsets in a blob, asked for in rising order: every byte is counted once, however long the line and however many the
/// questions, and nothing is counted in blobs that hold no match. A struct, so that a copy can look ahead.
/// </summary>
/// <remarks>
/// A column is worked out from the line's bytes: one for each byte that starts a UTF-8 sequence, two where the sequence is of four bytes, which a
/// line cut anywhere adds up to as well. Continuation bytes that follow no start (Latin-1 text) count nothing. A byte-order mark is no column.
/// </remarks>
internal struct LineCursor
{
    private readonly ContentForm form;
    private long line = 1;
    private long column = 1;
    private int at;

    /// <param name="start">The beginning of the blob: its byte-order mark is stepped over.</param>
    public LineCursor(ContentForm form, ReadOnlySpan<byte> start)
    {
        this.form = form;
        at = form != ContentForm.Text ? start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? 2 : 0 : start is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
    }

    public readonly Position Position => new(Clamp(line), Clamp(column));

    private static int Clamp(long value) => (int)Math.Min(value, int.MaxValue);

    /// <param name="content">The same at each call, until <see cref="Rebase"/>.</param>
    public Position MoveTo(ReadOnlySpan<byte> content, int offset)
    {
        if (offset > at)
        {
            var passed = content[at..offset];
            if (form == ContentForm.Text) PassText(passed);
            else PassUnits(MemoryMarshal.Cast<byte, ushort>(passed), form == ContentForm.Utf16Le ? (ushort)'\n' : (ushort)('\n' << 8));
            at = offset;
        }
        return Position;
    }

    /// <summary>The next piece of the same blob begins <paramref name="by"/> bytes further on than the last one.</summary>
    public void Rebase(int by) => at -= by;

    private void PassText(ReadOnlySpan<byte> passed)
    {
        var last = passed.LastIndexOf((byte)'\n');
        if (last >= 0)
        {
            line += passed[..last].Count((byte)'\n') + 1;
            column = 1;
            passed = passed[(last + 1)..];
        }
        column += Units(passed);
    }

    private void PassUnits(ReadOnlySpan<ushort> passed, ushort newline)
    {
        var last = passed.LastIndexOf(newline);
        if (last >= 0)
        {
            line += passed[..last].Count(newline) + 1;
            column = 1;
            passed = passed[(last + 1)..];
        }
        column += passed.Length;
    }

    private static long Units(ReadOnlySpan<byte> text)
    {
        long units = 0;
        while (!text.IsEmpty)
        {
            var block = text[..Math.Min(text.Length, 4096)];
            text = text[block.Length..];
            if (Ascii.IsValid(block))
            {
                units += block.Length;
                continue;
            }
            foreach (var b in block)
            {
                if (b is < 0x80 or >= 0xC0) units++;
                if (b >= 0xF0) units++;
            }
        }
        return units;
    }
}
