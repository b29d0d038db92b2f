using System.Text;

namespace Stanch.Training;

/// <summary>A file of the data with its labels.</summary>
internal sealed class SourceFile
{
    private readonly List<int> starts = [0];

    public SourceFile(string path, string repository, byte[] content, List<LabelledRow> rows)
    {
        (Path, Repository, Content, Rows) = (path, repository, content, rows);
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == '\n' || content[i] == '\r' && (i + 1 >= content.Length || content[i + 1] != '\n')) starts.Add(i + 1);
        }
    }

    public string Path { get; }
    public string Repository { get; }
    public byte[] Content { get; }
    public List<LabelledRow> Rows { get; }

    /// <summary>From 1.</summary>
    public int LineOf(int offset)
    {
        var at = starts.BinarySearch(offset);
        return at >= 0 ? at + 1 : ~at;
    }

    public ReadOnlySpan<byte> Line(int line)
    {
        if (line < 1 || line > starts.Count) return default;
        var end = line < starts.Count ? starts[line] : Content.Length;
        return Content.AsSpan(starts[line - 1]..end);
    }

    /// <summary>Where the row's value stands, in bytes; null when the label does not say.</summary>
    public (int Start, int End)? ValueOf(LabelledRow row)
    {
        if (row.ValueStart < 0 || row.FirstLine < 1 || row.FirstLine > starts.Count) return null;
        var line = Encoding.UTF8.GetString(Line(row.FirstLine));
        if (row.ValueStart > line.Length) return null;
        var start = starts[row.FirstLine - 1] + Encoding.UTF8.GetByteCount(line.AsSpan(0, row.ValueStart));
        if (row.LastLine > row.FirstLine) return (start, row.LastLine < starts.Count ? starts[row.LastLine] : Content.Length);
        if (row.ValueEnd <= row.ValueStart) return (start, starts[row.FirstLine - 1] + Line(row.FirstLine).Length);
        return (start, start + Encoding.UTF8.GetByteCount(line.AsSpan(row.ValueStart, Math.Min(row.ValueEnd, line.Length) - row.ValueStart)));
    }

    /// <summary>Every file below <c>data</c> of an unpacked data set, with the labels of <c>meta</c>.</summary>
    public static List<SourceFile> ReadAll(string root)
    {
        var rows = LabelledRow.ReadAll(System.IO.Path.Combine(root, "meta")).ToLookup(r => r.File);
        var files = new List<SourceFile>();
        var data = System.IO.Path.Combine(root, "data");
        foreach (var path in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = "data/" + System.IO.Path.GetRelativePath(data, path).Replace('\\', '/');
            var upper = ("/" + name).ToUpperInvariant();
            if (upper.Contains("/LICENSE") || upper.Contains("/COPYING")) continue;
            files.Add(new SourceFile(name, name.Split('/')[1], File.ReadAllBytes(path), [.. rows[name]]));
        }
        return files;
    }
}
