using System.Text;
using Stanch.Archives.Streams;

namespace Stanch.Archives.Formats.Sqlite;

/// <summary>
/// SQLite databases: each table a text with a line for each field, <c>column: value</c>. Read here, page by page: the library is native, and opens a file with all that the
/// file asks it to do.
/// </summary>
internal sealed class SqliteFormat : Format
{
    public override ReadOnlySpan<byte> FirstBytes => "S"u8;
    public override bool Seeks => true;

    public override bool Fits(ReadOnlySpan<byte> head) => head.Length >= 100 && head.StartsWith("SQLite format 3\0"u8);

    public override void Read(Stream container, Opened opened)
    {
        var pages = Pages.Open(container);
        foreach (var (name, root, sql) in Tables(pages, opened))
        {
            var table = new TableText(new Btree(pages, root, opened.Budget), pages, Columns.Of(sql));
            using var text = opened.Inflated(table, () => container.Length);
            if (opened.Take(name, text) && table.HasFiles) TakeFiles(name, new Btree(pages, root, opened.Budget), Columns.Of(sql), opened);
        }
    }

    /// <summary>The first page lists all tables.</summary>
    private static List<(string Name, int Root, string Sql)> Tables(Pages pages, Opened opened)
    {
        var tables = new List<(string, int, string)> { ("sqlite_schema", 1, "CREATE TABLE x(type, name, tbl_name, rootpage, sql)") };
        foreach (var row in new Btree(pages, 1, opened.Budget).Rows())
        {
            if (row.Fields is [{ } kind, { } name, _, { } root, var sql, ..] && kind.Text(pages) == "table" && root.Number is > 0 and <= int.MaxValue and var page)
                tables.Add((name.Text(pages), (int)page, sql.Text(pages)));
        }
        return tables;
    }

    /// <summary>Fields that are files: archives, documents.</summary>
    private static void TakeFiles(string table, Btree rows, string[] columns, Opened opened)
    {
        foreach (var row in rows.Rows())
        {
            for (var i = 0; i < row.Fields.Length; i++)
            {
                if (row.Fields[i] is { IsBlob: true } field && KnownFormats.Of(field.Bytes) is not null)
                    opened.Take($"{table}/row-{row.Id}/{(i < columns.Length ? columns[i] : $"column-{i + 1}")}", new MemoryStream(field.Bytes, writable: false));
            }
        }
    }
}

/// <summary>Names of columns, out of the statement that made the table.</summary>
internal static class Columns
{
    public static string[] Of(string sql)
    {
        var columns = new List<string>();
        var open = sql.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return [];
        var word = new StringBuilder();
        int depth = 1;
        var done = false;
        for (var i = open + 1; i < sql.Length && depth > 0; i++)
        {
            var c = sql[i];
            if (c is '"' or '`' or '[' or '\'')
            {
                var end = sql.IndexOf(c == '[' ? ']' : c, i + 1);
                if (end < 0) break;
                if (!done && word.Length == 0) word.Append(sql, i + 1, end - i - 1);
                done = true;
                i = end;
            }
            else if (c == '(') depth++;
            else if (c == ')' && --depth > 0) { }
            else if (depth == 1 && c == ',' || depth == 0)
            {
                if (word.Length > 0) columns.Add(word.ToString());
                word.Clear();
                done = false;
            }
            else if (char.IsWhiteSpace(c)) done |= word.Length > 0;
            else if (!done && depth == 1) word.Append(c);
        }
        return [.. columns];
    }
}
