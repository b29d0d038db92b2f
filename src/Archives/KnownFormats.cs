using Stanch.Archives.Formats;
using Stanch.Archives.Formats.Mail;
using Stanch.Archives.Formats.Pdf;
using Stanch.Archives.Formats.Sqlite;

namespace Stanch.Archives;

/// <summary>All formats, told apart by their first bytes. Nearly every file is none of them, and that costs one look into a table.</summary>
internal static class KnownFormats
{
    private static readonly Format[] all =
    [
        new ZipFormat(), new GzipFormat(), new Bzip2Format(), new XzFormat(), new ZstandardFormat(), new SevenZipFormat(), new RarFormat(), new DebFormat(), new RpmFormat(), new CpioFormat(),
        new SqliteFormat(), new PdfFormat(), new NotebookFormat(), new HarFormat(), new MailFormat(), new MailboxFormat(), new PythonFormat(), new TarFormat(),
    ];

    private static readonly Format[]?[] byFirst = ByFirst();

    /// <summary>The format that these first bytes belong to, or null.</summary>
    public static Format? Of(ReadOnlySpan<byte> head)
    {
        if (head.Length < 8 || byFirst[head[0]] is not { } candidates) return null;
        if (head.Length > Format.Head) head = head[..Format.Head];
        foreach (var format in candidates)
        {
            if (format.Fits(head)) return format;
        }
        return null;
    }

    private static Format[]?[] ByFirst()
    {
        var lists = new List<Format>?[256];
        foreach (var format in all)
        {
            if (format.FirstBytes.IsEmpty) for (var i = 0; i < 256; i++) (lists[i] ??= []).Add(format);
            else foreach (var first in format.FirstBytes) (lists[first] ??= []).Add(format);
        }
        return [.. lists.Select(l => l?.ToArray())];
    }
}
