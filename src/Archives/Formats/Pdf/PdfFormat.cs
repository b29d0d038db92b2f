using System.Text;
using Stanch.Archives.Streams;
using Stanch.Sources;

namespace Stanch.Archives.Formats.Pdf;

/// <summary>
/// PDF: the text of each page, the texts beside them (links, notes, forms, scripts), and attached files. Read here: a library for it would weigh more than all the rest of
/// the program, and inflates whatever it is given.
/// </summary>
internal sealed class PdfFormat : Format
{
    private const int Largest = 128 << 20, Deepest = 64;

    public override ReadOnlySpan<byte> FirstBytes => "%"u8;

    public override bool Fits(ReadOnlySpan<byte> head) => head.StartsWith("%PDF-"u8);

    public override void Read(Stream container, Opened opened)
    {
        var content = new MemoryStream();
        var buffer = new byte[128 << 10];
        for (int n; (n = container.Read(buffer)) > 0;)
        {
            content.Write(buffer, 0, n);
            if (content.Length > Largest) throw new DamagedException($"larger than {Largest >> 20} MiB", SkipReason.TooLarge);
        }
        var bytes = content.ToArray();
        if (IsEncrypted(bytes)) throw new DamagedException("encrypted", SkipReason.Encrypted);
        var file = new PdfFile(bytes, opened);
        var fonts = new Dictionary<object, PdfFont>(ReferenceEqualityComparer.Instance);
        var (number, unread) = (0, 0);
        foreach (var page in Pages(file))
        {
            var drawn = new PdfPage(file, fonts, opened.Budget);
            drawn.Draw(ContentOf(file, page), Inherited(file, page, "Resources"));
            number++;
            if (drawn.HasUnknownLetters) unread++;
            Take($"page-{number}", drawn.Text, opened);
        }
        if (unread > 0) opened.Coverage.Skip(SkipReason.Unsupported, opened.Provenance.Describe(), $"on {unread} of {number} pages a font does not say which letters it draws");
        Rest(file, opened);
        if (number == 0) throw new DamagedException("no page was found in it");
    }

    private static bool IsEncrypted(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; bytes[at..].IndexOf("/Encrypt"u8) is >= 0 and var found;)
        {
            at += found + 8;
            if (at >= bytes.Length || !char.IsAsciiLetter((char)bytes[at])) return true;
        }
        return false;
    }

    /// <summary>In the order in which they are shown; where the tree of them is broken, in the order of their numbers.</summary>
    private static List<Dictionary<string, object>> Pages(PdfFile file)
    {
        var pages = new List<Dictionary<string, object>>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var number in file.Numbers)
        {
            if (file.Get(number) is Dictionary<string, object> catalog && file.Named(catalog, "Type") == "Catalog") Climb(file.Fields(file.Member(catalog, "Pages")), 0);
        }
        foreach (var number in file.Numbers)
        {
            if (file.Get(number) is Dictionary<string, object> page && file.Named(page, "Type") == "Page" && seen.Add(page)) pages.Add(page);
        }
        return pages;

        void Climb(Dictionary<string, object>? node, int depth)
        {
            if (node is null || depth > Deepest || !seen.Add(node)) return;
            if (file.Member(node, "Kids") is List<object> kids) foreach (var kid in kids) Climb(file.Fields(kid), depth + 1);
            else pages.Add(node);
        }
    }

    private static Dictionary<string, object>? Inherited(PdfFile file, Dictionary<string, object> page, string name)
    {
        var node = page;
        for (var i = 0; node is not null && i < Deepest; i++)
        {
            if (file.Fields(file.Member(node, name)) is { } found) return found;
            node = file.Fields(file.Member(node, "Parent"));
        }
        return null;
    }

    private static byte[] ContentOf(PdfFile file, Dictionary<string, object> page)
    {
        var parts = file.Member(page, "Contents") switch { PdfStream one => [one], List<object> several => several.Select(file.Resolve).OfType<PdfStream>().ToList(), _ => [] };
        var content = new MemoryStream();
        foreach (var part in parts)
        {
            content.Write(file.Decode(part) ?? []);
            content.WriteByte((byte)'\n');
        }
        return content.ToArray();
    }

    private static void Rest(PdfFile file, Opened opened)
    {
        var texts = new StringBuilder();
        foreach (var number in file.Numbers)
        {
            var value = file.Get(number);
            PdfText.Collect(value, texts);
            if (value is not PdfStream stream) continue;
            var type = file.Named(stream.Fields, "Type");
            if (type is "EmbeddedFile" or "Metadata" && file.Decode(stream) is { Length: > 0 } content)
                opened.Take(type == "Metadata" ? $"metadata-{number}" : $"file-{number}", new MemoryStream(content, writable: false));
        }
        Take("texts", texts.ToString(), opened);
    }

    private static void Take(string name, string text, Opened opened)
    {
        if (text.Length > 0) opened.TakeText(null, name, new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false));
    }
}
