using System.Text;

namespace Stanch.Scanning.Ignoring;

/// <summary>
/// Values that were known when scanning began here, one a line: <c>fingerprint detector</c>, under a header that names the salt. No line
/// number, path or time: the file changes only when a value comes or goes, and says nothing about where one stands.
/// </summary>
/// <remarks>
/// Written sorted; read in any order, with duplicates, and with several headers, so that git's built-in <c>union</c> merge driver
/// is right for it: see <see cref="MergeAttribute"/>.
/// </remarks>
public sealed class Baseline
{
    private const int MaxBytes = 64 * 1024 * 1024;
    /// <summary>Every header's salt costs one more slow hash a value.</summary>
    private const int MaxSalts = 8;
    private const string Header = "#stanch-baseline version=1 salt=";

    private readonly List<byte[]> salts = [];
    private readonly HashSet<string> fingerprints = new(StringComparer.Ordinal);

    private Baseline() { }

    public IReadOnlyList<byte[]> Salts => salts;
    public IReadOnlySet<string> Fingerprints => fingerprints;

    public static ConfigurationResult<Baseline> Read(string path)
    {
        var read = WholeFile.Read(path, MaxBytes, stranger: false);
        if (read.Errors.Count > 0) return new ConfigurationResult<Baseline>(null, read.Errors);
        return read.Value is { } content ? Read(path, content) : new ConfigurationError(path, 0, 0, "CFG001", "does not exist");
    }

    public static ConfigurationResult<Baseline> Read(string file, ReadOnlySpan<byte> content)
    {
        var baseline = new Baseline();
        var errors = new List<ConfigurationError>();
        var number = 0;
        foreach (var range in content.Split((byte)'\n'))
        {
            number++;
            var line = Encoding.UTF8.GetString(content[range]).TrimEnd('\r', ' ');
            if (baseline.Take(line) is var (code, message)) errors.Add(new ConfigurationError(file, number, 1, code, message));
        }
        if (errors.Count > 0) return new ConfigurationResult<Baseline>(null, errors);
        if (baseline.salts.Count == 0) return new ConfigurationError(file, 1, 1, "CFG021", $"is no baseline: no line '{Header}…'");
        return baseline;
    }

    /// <summary>The same entries give the same bytes.</summary>
    public static byte[] Write(ReadOnlySpan<byte> salt, IEnumerable<(string Fingerprint, string Detector)> entries)
    {
        var text = new StringBuilder(Header).Append(Convert.ToHexStringLower(salt)).Append('\n');
        // One line a value: where detectors disagree about what it is, the first name stands.
        var lines = entries.GroupBy(e => e.Fingerprint, StringComparer.Ordinal)
            .Select(g => $"{g.Key} {g.Select(e => e.Detector).Min(StringComparer.Ordinal)}\n").Order(StringComparer.Ordinal);
        foreach (var line in lines) text.Append(line);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <returns>Null: written.</returns>
    public static ConfigurationError? Write(string path, ReadOnlySpan<byte> salt, IEnumerable<(string Fingerprint, string Detector)> entries) =>
        WholeFile.Replace(path, Write(salt, entries));

    private (string Code, string Message)? Take(string line)
    {
        if (line.StartsWith(Header, StringComparison.Ordinal)) return TakeSalt(line[Header.Length..]);
        if (line.StartsWith("#stanch-baseline", StringComparison.Ordinal)) return ("CFG021", "a header that this program does not read; it reads version=1");
        if (line.Length == 0 || line[0] == '#') return null;
        if (PlainYamlReader.IsConflictMarker(line)) return ("CFG003", "a merge conflict that was not resolved: keep the lines of both sides");
        var space = line.IndexOf(' ');
        if (space < 0 || !Fingerprint.IsWellFormed(line.AsSpan(0, space)) || line.AsSpan(space + 1) is var detector && !IsDetector(detector))
            return ("CFG020", $"{ConfigurationError.Quote(line)} is not 'fingerprint detector'");
        fingerprints.Add(line[..space]);
        return null;
    }

    private (string Code, string Message)? TakeSalt(string hex)
    {
        if (!ConfigurationReader.TryParseSalt(hex, out var salt)) return ("CFG021", "the header's salt must be 16 to 64 hex digits");
        if (salts.Any(s => s.AsSpan().SequenceEqual(salt))) return null;
        if (salts.Count == MaxSalts) return ("CFG021", $"more than {MaxSalts} salts: write the baseline anew");
        salts.Add(salt);
        return null;
    }

    private static bool IsDetector(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (c is <= ' ' or '\u007F') return false;
        return text.Length > 0;
    }
}
