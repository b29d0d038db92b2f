using Stanch.Catalog;

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
}
