using System.Text.Unicode;
using System.Text;
using Stanch.Archives.Streams;
using Stanch.Sources;

namespace Stanch.Archives.Formats.Sqlite;

/// <summary>The rows of a table as text, written as it is read: a table may be of any size.</summary>
internal sealed class TableText(Btree rows, Pages pages, string[] columns) : InputStream
{
    private static readonly string[] keys = ["key", "name", "setting", "option", "option_name", "variable", "param", "property"];
    private static readonly string[] values = ["value", "val", "content", "data", "option_value"];

    private readonly IEnumerator<Row> row = rows.Rows().GetEnumerator();
    private readonly int key = Array.FindIndex(columns, c => keys.Contains(c, StringComparer.OrdinalIgnoreCase));
    private readonly int value = Array.FindIndex(columns, c => values.Contains(c, StringComparer.OrdinalIgnoreCase));
    private readonly MemoryStream text = new();
    private int at;

    /// <summary>A field that was read is a file of a known format.</summary>
    public bool HasFiles { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        while (at == text.Length)
        {
            text.SetLength(0);
            at = 0;
            if (!row.MoveNext())
            {
                if (rows.TooLarge > 0) throw new DamagedException($"{rows.TooLarge} rows are too large to be read", Sources.SkipReason.TooLarge);
                return 0;
            }
            Write(row.Current);
        }
        var n = Math.Min(buffer.Length, (int)text.Length - at);
        text.GetBuffer().AsSpan(at, n).CopyTo(buffer);
        at += n;
        return n;
    }

    private void Write(Row one)
    {
        for (var i = 0; i < one.Fields.Length; i++)
        {
            var field = one.Fields[i];
            if (field.Bytes.Length == 0) continue;
            if (field.IsBlob && KnownFormats.Of(field.Bytes) is not null) HasFiles = true;
            else if (field.IsText || field.IsBlob && !field.Bytes.Contains((byte)0) && Utf8.IsValid(field.Bytes)) Write(NameOf(i, one), field);
        }
    }

    /// <summary>A table of keys and values says by the key what a value is.</summary>
    private string NameOf(int i, Row one) =>
        i == value && key >= 0 && key < one.Fields.Length && one.Fields[key].Text(pages) is { Length: > 0 and < 200 } said ? said : i < columns.Length ? columns[i] : $"column{i + 1}";

    private void Write(string name, Field field)
    {
        text.Write(Encoding.UTF8.GetBytes(name));
        text.Write(": "u8);
        text.Write(field.IsText && pages.Encoding is not UTF8Encoding ? Encoding.UTF8.GetBytes(field.Text(pages)) : field.Bytes);
        text.WriteByte((byte)'\n');
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) row.Dispose();
        base.Dispose(disposing);
    }
}
