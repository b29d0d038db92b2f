using System.Globalization;
using System.Text;
using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>
/// RFC 4180 with a header. Every row has the same columns and says in <c>record</c> what it is: <c>finding</c>, then <c>receipt</c>
/// (<c>title</c> is what was counted, <c>note</c> how much) and <c>skipped</c> (<c>title</c> is the reason, <c>file</c> what, <c>note</c> the detail).
/// </summary>
/// <remarks>
/// Made for spreadsheets: text is fit to be shown (see <see cref="Printable"/>), and what a spreadsheet would run as a formula gets an apostrophe
/// in front. Where the very bytes matter, JSON is the format.
/// </remarks>
internal sealed class CsvReport : IReport
{
    private static readonly string[] Columns =
    [
        "record", "severity", "detector", "title", "provider", "confidence", "repository", "file", "line_start", "line_end", "column_start",
        "column_end", "commit", "author", "date", "in_current_tree", "unreachable", "redacted", "parts", "tells", "entropy", "decoded", "fingerprint",
        "snippet", "note", "verdict", "reason", "evidence", "layer", "instruction", "visible",
    ];

    public string Name => "csv";

    public void Write(ScanResult result, ReportOptions options, Stream output)
    {
        using var writer = TextPage.Open(output);
        Row(writer, options.ShowSecrets ? [.. Columns, "secret"] : Columns);
        foreach (var finding in result.Findings) Row(writer, Of(finding, options.ShowSecrets));
        foreach (var (title, note) in Counts(result)) Row(writer, Record("receipt", title, "", note, options));
        var coverage = result.Receipt.Coverage;
        foreach (var reason in coverage.SkipCounts.Keys.Order())
        {
            foreach (var skip in ReceiptLines.Named(coverage, reason))
                Row(writer, Record("skipped", SkipWords.Id(reason), skip.What, skip.Detail, options));
        }
        writer.Flush();
    }

    private static List<string> Of(Finding f, bool inClear)
    {
        var parts = f.Parts.Select(p => $"{p.Name}={(inClear ? p.Value.Reveal() : p.Value.ToString())}");
        List<string> cells =
        [
            "finding", SeverityWords.Of(f.Severity), f.Detector.Id, f.Detector.Title, f.ProviderName, Number(f.Confidence), f.Repository, f.File,
            Number(f.LineStart), Number(f.LineEnd), Number(f.ColumnStart), Number(f.ColumnEnd),
            f.Commit?.Id ?? "", f.Commit?.Author ?? "", f.Commit is { } c ? Units.Instant(c.Date) : "",
            f.InCurrentTree ? "true" : "false", f.Unreachable ? "true" : "false",
            f.Redacted, string.Join("; ", parts), string.Join("; ", f.Tells.Select(t => $"{t.Name}={t.Value}")), Number(f.Entropy), f.Decoded ?? "", f.Fingerprint, f.Snippet, "",
            f.Verdict?.Word ?? "", f.Verdict?.Reason ?? "", f.Verdict is { } v ? string.Join("; ", VerdictText.Lines(v)) : "",
            f.Image?.Blob ?? "", f.Image?.Uses[0].Instruction ?? "", f.Image is { } image ? image.Visible ? "true" : "false" : "",
        ];
        if (inClear) cells.Add(f.Secret.Reveal());
        return cells;
    }

    private static string[] Record(string record, string title, string file, string note, ReportOptions options)
    {
        var cells = new string[Columns.Length + (options.ShowSecrets ? 1 : 0)];
        Array.Fill(cells, "");
        cells[0] = record;
        cells[Array.IndexOf(Columns, "title")] = title;
        cells[Array.IndexOf(Columns, "file")] = file;
        cells[Array.IndexOf(Columns, "note")] = note;
        return cells;
    }

    private static IEnumerable<(string Title, string Note)> Counts(ScanResult result)
    {
        var r = result.Receipt;
        var c = r.Coverage;
        var verdict = new Verdict(result, SecretGroup.Of(result.Findings));
        yield return ("verdict", verdict.Line);
        foreach (var target in r.Targets) yield return ("target", target);
        foreach (var scope in r.Scope) yield return ("scope", scope);
        yield return ("repositories", Number(c.Repositories));
        yield return ("refs", Number(c.Refs));
        yield return ("commits", Number(c.Commits));
        yield return ("tags", Number(c.Tags));
        yield return ("blobs", Number(c.Blobs));
        yield return ("unreachable_blobs", Number(c.UnreachableBlobs));
        yield return ("files", Number(c.Files));
        yield return ("bytes", Number(c.Bytes));
        if (c.Images > 0 || c.UniqueLayers > 0)
        {
            yield return ("images", Number(c.Images));
            yield return ("layers", Number(c.Layers));
            yield return ("unique_layers", Number(c.UniqueLayers));
            yield return ("repeated_files", Number(c.RepeatedFiles));
        }
        foreach (var (reason, count) in c.SkipCounts.OrderBy(s => s.Key)) yield return ($"skipped {SkipWords.Id(reason)}", Number(count));
        foreach (var (limit, count) in c.Limits.OrderBy(l => l.Key, StringComparer.Ordinal)) yield return ($"limit {limit}", Number(count));
        foreach (var (reason, count) in r.Ignored.OrderBy(i => i.Key, StringComparer.Ordinal)) yield return ($"ignored {reason}", Number(count));
        if (r.Checks is { } checks) foreach (var line in ReceiptLines.Checked(checks)) yield return ("checked", line);
        foreach (var note in r.Notes) yield return ("note", note);
        yield return ("engine_version", r.EngineVersion);
        yield return ("catalog_hash", r.CatalogHash);
        yield return ("detectors", Number(r.Detectors));
        yield return ("started", Units.Instant(r.Started));
        yield return ("duration_seconds", Number(r.Duration.TotalSeconds));
    }

    private static string Number(double n) => Math.Round(n, 3).ToString(CultureInfo.InvariantCulture);

    private static void Row(TextWriter writer, IReadOnlyList<string> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0) writer.Write(',');
            Cell(writer, Defuse(Printable.Of(cells[i])));
        }
        writer.Write("\r\n");
    }

    private static void Cell(TextWriter writer, string text)
    {
        if (text.AsSpan().IndexOfAny(",\"; '") < 0)
        {
            writer.Write(text);
            return;
        }
        writer.Write('"');
        writer.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        writer.Write('"');
    }

    /// <summary>Also after a semicolon: where that is the separator of lists, a spreadsheet starts a new cell there whatever the quotes say.</summary>
    private static string Defuse(string text)
    {
        var start = true;
        StringBuilder? fit = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (start && c is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠')
            {
                fit ??= new StringBuilder(text.Length + 4).Append(text, 0, i);
                fit.Append('\'');
            }
            fit?.Append(c);
            start = c == ';' || (start && c is ' ' or '"' or '\'');
        }
        return fit?.ToString() ?? text;
    }
}
