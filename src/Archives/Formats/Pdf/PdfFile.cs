using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using Stanch.Sources;

namespace Stanch.Archives.Formats.Pdf;

/// <summary>
/// The objects of a PDF. They are found by looking for them, not by the table at the end: that one is wrong in every file that somebody mended, and an old version of an
/// object is worth a look too.
/// </summary>
internal sealed class PdfFile
{
    private const int MostObjects = 2_000_000, LargestStream = 64 << 20;

    private static readonly SearchValues<byte> digit = SearchValues.Create("0123456789"u8);

    private readonly byte[] bytes;
    private readonly Opened opened;
    private readonly Dictionary<int, (byte[] In, int At, int End)> objects = [];
    private readonly Dictionary<int, object?> read = [];

    public PdfFile(byte[] bytes, Opened opened)
    {
        (this.bytes, this.opened) = (bytes, opened);
        for (var at = 0; (at = Find("obj"u8, at)) >= 0; at += 3)
        {
            if (at >= 3 && bytes.AsSpan(at - 3, 3).SequenceEqual("end"u8) || NumberBefore(at) is not { } number) continue;
            if (objects.Count >= MostObjects) throw new DamagedException("more objects than are read", SkipReason.TooManyEntries);
            objects[number] = (bytes, at + 3, bytes.Length);
        }
        foreach (var number in objects.Keys.ToList()) if (Get(number) is PdfStream { Fields: var fields } stream && Named(fields, "Type") == "ObjStm") Unpack(stream);
    }

    public IEnumerable<int> Numbers => objects.Keys.Order();

    private int Find(ReadOnlySpan<byte> word, int from)
    {
        var at = bytes.AsSpan(from).IndexOf(word);
        return at < 0 ? -1 : from + at;
    }

    /// <summary>Of <c>12 0 obj</c>.</summary>
    private int? NumberBefore(int at)
    {
        var text = bytes.AsSpan(Math.Max(0, at - 24), at - Math.Max(0, at - 24)).TrimEnd(" \t\r\n\0"u8);
        var generation = text.LastIndexOfAnyExcept(digit);
        if (generation < 0 || generation == text.Length - 1) return null;
        text = text[..(generation + 1)].TrimEnd(" \t\r\n\0"u8);
        var digits = text[(text.LastIndexOfAnyExcept(digit) + 1)..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>An object by its number, or what stands there itself; null when there is none.</summary>
    public object? Resolve(object? value)
    {
        for (var i = 0; value is PdfReference reference && i < 32; i++) value = Get(reference.Number);
        return value is PdfReference ? null : value;
    }

    public Dictionary<string, object>? Fields(object? value) => Resolve(value) switch { Dictionary<string, object> d => d, PdfStream s => s.Fields, _ => null };

    public object? Member(Dictionary<string, object>? of, string name) => of is not null && of.TryGetValue(name, out var value) ? Resolve(value) : null;

    public string Named(Dictionary<string, object>? of, string name) => (Member(of, name) as PdfName)?.Text ?? "";

    public object? Get(int number)
    {
        if (read.TryGetValue(number, out var known)) return known;
        if (!objects.TryGetValue(number, out var place)) return null;
        // For one that refers to itself.
        read[number] = null;
        var lexer = new PdfLexer(place.In, place.At, place.End);
        var value = lexer.Next();
        if (value is Dictionary<string, object> fields && ReferenceEquals(place.In, bytes) && lexer.Next() is PdfWord { Text: "stream" }) value = Stream(fields, lexer.At);
        return read[number] = value;
    }

    private PdfStream Stream(Dictionary<string, object> fields, int at)
    {
        if (at < bytes.Length && bytes[at] == '\r') at++;
        if (at < bytes.Length && bytes[at] == '\n') at++;
        if (Member(fields, "Length") is double length and >= 0 && length <= bytes.Length - at
            && bytes.AsSpan(at + (int)length, Math.Min(16, bytes.Length - at - (int)length)).TrimStart(" \r\n"u8).StartsWith("endstream"u8)) return new PdfStream(fields, at, (int)length);
        var end = Find("endstream"u8, Math.Min(at, bytes.Length));
        return new PdfStream(fields, at, (end < 0 ? bytes.Length : end) - at);
    }

    /// <summary>Objects that are compressed together.</summary>
    private void Unpack(PdfStream stream)
    {
        if (Decode(stream) is not { } content || Member(stream.Fields, "First") is not double first || Member(stream.Fields, "N") is not double count) return;
        var lexer = new PdfLexer(content, 0, content.Length);
        for (var i = 0; i < count && objects.Count < MostObjects && lexer.Next() is double number && lexer.Next() is double offset; i++)
        {
            if (number is >= 0 and < int.MaxValue && first + offset is >= 0 and < int.MaxValue and var at && at < content.Length) objects.TryAdd((int)number, (content, (int)at, content.Length));
        }
    }

    private readonly HashSet<string> unknownFilters = new(StringComparer.Ordinal);

    /// <summary>The content of a stream; null where it is a picture, or by a filter that is not known here.</summary>
    public byte[]? Decode(PdfStream stream)
    {
        List<object> filters = Member(stream.Fields, "Filter") switch { PdfName one => [one], List<object> several => several, _ => [] };
        var content = bytes.AsSpan(stream.At, stream.Length).ToArray();
        foreach (var filter in filters)
        {
            switch ((Resolve(filter) as PdfName)?.Text)
            {
                case "FlateDecode" or "Fl": content = Inflate(content); break;
                case "ASCII85Decode" or "A85": content = PdfText.Ascii85(content); break;
                case "ASCIIHexDecode" or "AHx": content = (byte[])new PdfLexer([(byte)'<', .. content], 0, content.Length + 1).Next()!; break;
                case "DCTDecode" or "DCT" or "JPXDecode" or "CCITTFaxDecode" or "CCF" or "JBIG2Decode": return null;
                case var other:
                    if (unknownFilters.Add(other ?? "")) opened.Coverage.Skip(SkipReason.Unsupported, opened.Provenance.Describe(), $"streams by the filter {other} were not read");
                    return null;
            }
        }
        return content;
    }

    private byte[] Inflate(byte[] content)
    {
        using var inflated = opened.Inflated(new ZLibStream(new MemoryStream(content, writable: false), CompressionMode.Decompress), () => content.Length);
        var output = new MemoryStream();
        var buffer = new byte[64 << 10];
        try
        {
            for (int n; output.Length < LargestStream && (n = inflated.Read(buffer)) > 0;) output.Write(buffer, 0, n);
        }
        catch (DamagedException)
        {
            // Writers cut streams short and readers show what there is.
        }
        if (output.Length >= LargestStream) opened.Coverage.Skip(SkipReason.TooLarge, opened.Provenance.Describe(), "a stream was read only in part");
        return output.ToArray();
    }
}

/// <param name="At">Where its bytes stand in the file.</param>
internal sealed record PdfStream(Dictionary<string, object> Fields, int At, int Length);
