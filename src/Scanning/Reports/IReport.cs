namespace Stanch.Scanning.Reports;

/// <param name="ShowSecrets">The user asked for values in clear.</param>
/// <param name="Colour">Escape sequences may be written: the output is a terminal.</param>
/// <param name="Width">Columns of the terminal, or 100.</param>
public sealed record ReportOptions(bool ShowSecrets = false, bool Colour = false, int Width = 100)
{
    /// <summary>The JSON report that the same run writes to a file: a playbook can then fill in the places.</summary>
    public string? JsonFile { get; init; }
    /// <summary>Types that <c>stanch playbook</c> knows nothing about: a user's own rules.</summary>
    public IReadOnlySet<string> WithoutPlaybook { get; init; } = new HashSet<string>();
}

/// <summary>Writes a finished run in one format.</summary>
public interface IReport
{
    /// <summary>As in <c>--report NAME=FILE</c>.</summary>
    string Name { get; }

    /// <summary>Writes the whole report; doesn't close the stream.</summary>
    void Write(ScanResult result, ReportOptions options, Stream output);
}
