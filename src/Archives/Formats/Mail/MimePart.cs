using System.Text;
using Stanch.Sources.Files;

namespace Stanch.Archives.Formats.Mail;

/// <summary>A message, or a part of one: its headers, and the parts in it.</summary>
internal static class MimePart
{
    private const int Deepest = 16;

    /// <summary>Hands on what is encoded in a message; what is plain was scanned with the message.</summary>
    /// <param name="prefix">Of the names: empty, or with a slash at its end.</param>
    public static void Read(ReadOnlySpan<byte> message, string prefix, Opened opened)
    {
        var number = 0;
        Read(message, prefix, opened, 0, ref number);
    }

    private static void Read(ReadOnlySpan<byte> part, string prefix, Opened opened, int depth, ref int number)
    {
        var body = Body(part);
        var headers = part[..^body.Length];
        var type = Header(headers, "Content-Type");
        if (depth < Deepest && type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) && Parameter(type, "boundary") is { Length: > 0 } boundary)
        {
            var mark = Encoding.UTF8.GetBytes("--" + boundary);
            for (var at = Next(body, mark, 0); at >= 0;)
            {
                var start = at + mark.Length;
                var next = Next(body, mark, start);
                if (body[start..].StartsWith("--"u8)) return;
                Read(Line(body[start..(next < 0 ? body.Length : next)]), prefix, opened, depth + 1, ref number);
                at = next;
            }
            return;
        }
        number++;
        var encoding = Header(headers, "Content-Transfer-Encoding").Trim();
        var name = FileName(headers, type) is { Length: > 0 } file ? $"{prefix}{number}-{file}" : $"{prefix}part-{number}";
        if (encoding.Equals("base64", StringComparison.OrdinalIgnoreCase)) Take(name, TransferEncoding.Base64(body), opened);
        else if (encoding.Equals("quoted-printable", StringComparison.OrdinalIgnoreCase)) Take(name, TransferEncoding.QuotedPrintable(body), opened);
        else if (depth < Deepest && type.StartsWith("message/rfc822", StringComparison.OrdinalIgnoreCase)) Read(body.TrimStart("\r\n"u8), prefix, opened, depth + 1, ref number);
    }

    private static void Take(string name, byte[] content, Opened opened)
    {
        if (content.Length > 0) opened.TakeText(null, name, new MemoryStream(content, writable: false));
    }

    /// <summary>What follows the first empty line.</summary>
    private static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> part)
    {
        for (var rest = part; !rest.IsEmpty; rest = Line(rest))
        {
            if (rest is [(byte)'\n', ..] or [(byte)'\r', (byte)'\n', ..]) return rest;
        }
        return [];
    }

    /// <summary>From the next line on.</summary>
    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> text) => text.IndexOf((byte)'\n') is >= 0 and var end ? text[(end + 1)..] : [];

    private static int Next(ReadOnlySpan<byte> body, ReadOnlySpan<byte> mark, int from)
    {
        while (from <= body.Length)
        {
            var at = body[from..].IndexOf(mark);
            if (at < 0) return -1;
            at += from;
            if (at == 0 || body[at - 1] == '\n') return at;
            from = at + 1;
        }
        return -1;
    }

    /// <summary>A header's value, its lines joined; empty when there is none.</summary>
    internal static string Header(ReadOnlySpan<byte> headers, string name)
    {
        for (; !headers.IsEmpty; headers = Line(headers))
        {
            if (headers.Length <= name.Length || headers[name.Length] != ':' || !Encoding.ASCII.GetString(headers[..name.Length]).Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            var value = new StringBuilder();
            var rest = headers[(name.Length + 1)..];
            do
            {
                var end = rest.IndexOf((byte)'\n');
                value.Append(PathText.Decode((end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r')));
                rest = Line(rest);
            }
            while (rest is [(byte)' ' or (byte)'\t', ..] && value.Length < 4096);
            return value.ToString().Trim();
        }
        return "";
    }

    private static string FileName(ReadOnlySpan<byte> headers, string type)
    {
        var name = Parameter(Header(headers, "Content-Disposition"), "filename") is { Length: > 0 } given ? given : Parameter(type, "name");
        return name.Length <= 200 ? name : name[..200];
    }

    private static string Parameter(string header, string name)
    {
        var at = header.IndexOf($"{name}=", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return "";
        var value = header[(at + name.Length + 1)..];
        if (!value.StartsWith('"')) return value.Split(';', ' ', '\t')[0];
        var end = value.IndexOf('"', 1);
        return end < 0 ? value[1..] : value[1..end];
    }
}
