using System.Text;
using Stanch.Scanning.Ignoring;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Scanning;

/// <summary>Puts a <c>stanch:ignore</c> mark beside a secret in its file.</summary>
public static class InlineMarkEdit
{
    /// <param name="finding">In a file that can be written to.</param>
    /// <param name="reason">One line.</param>
    /// <returns>Why nothing was written; null: written.</returns>
    public static string? Write(string file, Finding finding, string reason)
    {
        var name = Printable.Of(file, 1000);
        if (CommentStyle.Of(file) is not { } style) return $"{name}: how to write a comment in this kind of file is not known; leave out --inline";
        try
        {
            var content = File.ReadAllBytes(file);
            if (Detection.ContentForms.Sniff(content) != Detection.ContentForm.Text) return $"{name}: is not plain text; leave out --inline";
            var print = finding.Fingerprint[..Fingerprint.ShortLength];
            var edited = Bound(content, finding, print) ?? With(content, finding, style.Comment($"stanch:ignore[{print}] {reason}"));
            return WholeFile.Replace(file, edited)?.ToString();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{name}: {e.Message}";
        }
    }

    /// <summary>A mark that stands behind the secret already, with its own reason: the fingerprint goes into its brackets. Null: there is none.</summary>
    private static byte[]? Bound(byte[] content, Finding finding, string print)
    {
        var start = StartOf(content, finding.LineStart);
        var line = content.AsSpan(start);
        if (line.IndexOf((byte)'\n') is var newline and >= 0) line = line[..newline];
        var word = "stanch:ignore"u8;
        var at = line.LastIndexOf(word);
        if (at < 0 || InlineMark.Find(line, 0, at) is not { Counts: true }) return null;
        at += start + word.Length;
        var listed = at < content.Length && content[at] == '[';
        var brackets = listed ? $"[{print}, " : $"[{print}]";
        return [.. content.AsSpan(0, at), .. Encoding.UTF8.GetBytes(brackets), .. content.AsSpan(listed ? at + 1 : at)];
    }

    /// <summary>At the end of the secret's line; above it where the secret has several, or where a line that ends with a backslash goes on in the next.</summary>
    private static byte[] With(byte[] content, Finding finding, string mark)
    {
        var start = StartOf(content, finding.LineStart);
        var rest = content.AsSpan(start);
        var length = rest.IndexOf((byte)'\n') is var newline and >= 0 ? newline : rest.Length;
        var windows = length > 0 && rest[length - 1] == '\r';
        if (windows) length--;
        var line = rest[..length];
        if (finding.LineEnd == finding.LineStart && !line.EndsWith("\\"u8))
            return [.. content.AsSpan(0, start + length), .. Encoding.UTF8.GetBytes(" " + mark), .. content.AsSpan(start + length)];
        var indentation = line[..(line.Length - line.TrimStart(" \t"u8).Length)];
        return [.. content.AsSpan(0, start), .. indentation, .. Encoding.UTF8.GetBytes(mark), .. windows ? "\r\n"u8 : "\n"u8, .. rest];
    }

    private static int StartOf(ReadOnlySpan<byte> content, int line)
    {
        var start = 0;
        for (var n = 1; n < line; n++)
        {
            var newline = content[start..].IndexOf((byte)'\n');
            if (newline < 0) break;
            start += newline + 1;
        }
        return start;
    }
}
