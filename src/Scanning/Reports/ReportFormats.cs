using System.Diagnostics.CodeAnalysis;

namespace Stanch.Scanning.Reports;

/// <summary>Every format that a run can be reported in.</summary>
public static class ReportFormats
{
    public static IReadOnlyList<IReport> All { get; } =
    [
        new TextReport(),
        new JsonReport(),
        new JsonLinesReport(),
        new SarifReport(),
        new CsvReport(),
        new JUnitReport(),
        new MarkdownReport(),
        new HtmlReport(),
    ];

    public static bool TryGet(string name, [NotNullWhen(true)] out IReport? report)
    {
        report = All.FirstOrDefault(r => r.Name == name);
        return report is not null;
    }
}
