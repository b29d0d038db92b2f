using System.Text;

namespace Stanch.Bench.Quality;

/// <summary>Comma-separated values of RFC 4180, with a heading: records by the heading's names.</summary>
internal static class Csv
{
    public static IEnumerable<IReadOnlyDictionary<string, string>> Records(string text, char separator)
    {
        string[]? names = null;
        foreach (var fields in Rows(text, separator))
        {
            if (names is null) names = [.. fields];
            else if (fields.Count > 1 || fields[0].Length > 0)
                yield return names.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i < fields.Count ? fields[p.i] : "", StringComparer.Ordinal);
        }
    }

    private static IEnumerable<List<string>> Rows(string text, char separator)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"') field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') field.Append(text[++i]);
                else quoted = false;
            }
            else if (c == '"' && field.Length == 0) quoted = true;
            else if (c == separator) End();
            else if (c == '\n')
            {
                End();
                yield return row;
                row = [];
            }
            else if (c != '\r') field.Append(c);
        }
        if (field.Length > 0 || row.Count > 0)
        {
            End();
            yield return row;
        }

        void End()
        {
            row.Add(field.ToString());
            field.Clear();
        }
    }
}
