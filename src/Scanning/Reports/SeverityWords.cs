using Stanch.Catalog;
using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>A severity's name as all formats write it.</summary>
internal static class SeverityWords
{
    public static string Of(Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.High => "high",
        Severity.Medium => "medium",
        Severity.Low => "low",
        _ => "info",
    };

    public static Ink InkOf(Severity severity) => severity switch
    {
        Severity.Critical => Ink.Critical,
        Severity.High => Ink.High,
        Severity.Medium => Ink.Medium,
        Severity.Low => Ink.Low,
        _ => Ink.Info,
    };
}
