using System.Collections.Concurrent;

namespace Stanch.Scanning.Ignoring;

/// <summary>What hides a value; <see cref="IgnorePolicy.NameOf"/> is its name in a receipt.</summary>
public enum IgnoredBy { Configuration, Mark, Baseline, FalseAlarm, Package }

/// <summary>Why a value is not reported.</summary>
/// <param name="Reason">As its people wrote it; empty for a baseline.</param>
public sealed record Ignored(IgnoredBy By, string Reason);

/// <summary>
/// Which values of one repository are known and not to be reported. Decides by value: a moved, renamed or rewritten place changes nothing,
/// and a new value at an old place is reported. First every mark is shown to it (<see cref="See"/>), then it decides. Thread-safe.
/// </summary>
public sealed class IgnorePolicy
{
    private const int MaxConfigurationBytes = 4 * 1024 * 1024;

    private readonly DateOnly today;
    private readonly Baseline? baseline;
    private readonly string baselineFile;
    private readonly List<byte[]> salts;
    private readonly KnownValues values;
    private readonly ILookup<string, IgnoreEntry> entries;
    private readonly HashSet<char> entryPrefixes, baselinePrefixes;
    private readonly ConcurrentQueue<MarkedSecret> marks = new();
    private readonly ConcurrentDictionary<string, bool> found = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> used = new(StringComparer.Ordinal);
    private readonly Lock judging = new();
    private volatile MarkJudgement? judged;

    internal IgnorePolicy(Configuration configuration, Baseline? baseline, string baselineFile, DateOnly today)
    {
        (Configuration, this.baseline, this.baselineFile, this.today) = (configuration, baseline, baselineFile, today);
        // The default is always among them: marks may have been made before the repository got a salt of its own.
        salts = [configuration.Salt ?? Fingerprint.DefaultSalt.ToArray()];
        foreach (var salt in (baseline?.Salts ?? []).Append(Fingerprint.DefaultSalt.ToArray()))
            if (!salts.Any(s => s.AsSpan().SequenceEqual(salt))) salts.Add(salt);
        values = new KnownValues(salts);
        entries = configuration.Ignore.ToLookup(e => e.Fingerprint, StringComparer.Ordinal);
        entryPrefixes = [.. configuration.Ignore.Select(e => e.Fingerprint[0])];
        baselinePrefixes = [.. (baseline?.Fingerprints ?? new HashSet<string>()).Select(f => f[0])];
    }

    public Configuration Configuration { get; }
    /// <summary>What this repository's fingerprints are made with.</summary>
    public ReadOnlySpan<byte> Salt => salts[0];

    public static string NameOf(IgnoredBy by) => by switch
    {
        IgnoredBy.Configuration => Configuration.FileName,
        IgnoredBy.Mark => "inline mark",
        IgnoredBy.Package => "package of a distribution",
        IgnoredBy.FalseAlarm => "false-alarm rule",
        _ => "baseline",
    };

    /// <param name="folder">Where <c>.stanch.yaml</c> lies, if there is one: the repository's root, or the scanned folder.</param>
    /// <param name="configuration">Another file in its place, named by the user; it must exist.</param>
    public static ConfigurationResult<IgnorePolicy> Load(string folder, DateOnly today, string? configuration = null, string? baseline = null)
    {
        var read = configuration is null ? ReadOwn(folder) : ReadNamed(configuration);
        var known = baseline is null ? new ConfigurationResult<Baseline>(null, []) : Baseline.Read(baseline);
        return read.Value is { } value && known.Errors.Count == 0
            ? new IgnorePolicy(value, known.Value, baseline ?? "", today)
            : new ConfigurationResult<IgnorePolicy>(null, [.. read.Errors, .. known.Errors]);
    }

    /// <param name="name">What an error calls it.</param>
    public static ConfigurationResult<IgnorePolicy> Read(string name, ReadOnlySpan<byte> content, DateOnly today)
    {
        var read = ConfigurationReader.Read(name, content);
        return read.Value is { } value ? new IgnorePolicy(value, baseline: null, baselineFile: "", today) : new ConfigurationResult<IgnorePolicy>(null, read.Errors);
    }

    /// <summary>Of a value, under <see cref="Salt"/>; computed once.</summary>
    public string FingerprintOf(ReadOnlySpan<byte> value) => values.Of(value).FingerprintUnder(0);

    /// <summary>Shows it a mark beside a found secret, of any version of any file.</summary>
    public void See(MarkedSecret marked)
    {
        marks.Enqueue(marked);
        judged = null;
    }

    /// <returns>Null: the value is to be reported.</returns>
    public Ignored? Decide(ReadOnlySpan<byte> value)
    {
        var known = values.Of(value);
        IgnoreEntry? ranOut = null;
        if (entryPrefixes.Contains(known.Prefix))
            foreach (var entry in entries[known.FingerprintUnder(0)])
            {
                found[entry.Fingerprint] = true;
                if (entry.HoldsOn(today)) return new Ignored(IgnoredBy.Configuration, entry.Reason);
                ranOut = entry;
            }
        if (Judged().Covers(known) is { } mark) return new Ignored(IgnoredBy.Mark, mark.Reason);
        // Who set an end to ignoring it wants it back then, also when it was already there on the baseline's day.
        if (ranOut is null && baseline is not null && baselinePrefixes.Contains(known.Prefix) && InBaseline(known)) return new Ignored(IgnoredBy.Baseline, "");
        return null;
    }

    /// <summary>Not of a value, but of one place of it.</summary>
    /// <param name="name">What the value is given to there, if that is known.</param>
    /// <param name="paths">From the folder of the configuration; empty for what has no path.</param>
    /// <returns>Null: no rule of the configuration calls this a false alarm.</returns>
    public Ignored? DecidePlace(string detector, string? name, IReadOnlyList<string> paths)
    {
        Ignored? ignored = null;
        foreach (var rule in Configuration.FalseAlarms)
        {
            if (!rule.Hides(detector, name, paths)) continue;
            used[rule.Key] = true;
            ignored ??= new Ignored(IgnoredBy.FalseAlarm, rule.Reason);
        }
        return ignored;
    }

    /// <summary>What people should know about their entries and marks, one sentence each. After the last <see cref="Decide"/>.</summary>
    /// <param name="whole">Everything was scanned, so what hides nothing now hides nothing at all.</param>
    public IReadOnlyList<string> Notes(bool whole) =>
        [.. EntryNotes(whole).Concat(RuleNotes(whole)).Concat(BaselineNotes(whole)).Concat(Judged().Notes)];

    private IEnumerable<string> EntryNotes(bool whole)
    {
        foreach (var group in Configuration.Ignore.GroupBy(e => e.Fingerprint, StringComparer.Ordinal))
        {
            var where = $"{Configuration.File}({group.First().Line}): the entry for {group.Key[..Fingerprint.ShortLength]}";
            var held = group.Any(e => e.HoldsOn(today));
            if (found.ContainsKey(group.Key))
            {
                if (!held) yield return $"{where} held until {group.Max(e => e.Until):yyyy-MM-dd}; its secret is reported again";
            }
            else if (whole) yield return $"{where} hides nothing: its secret was not found in this scan";
        }
    }

    private IEnumerable<string> RuleNotes(bool whole) => !whole ? [] : Configuration.FalseAlarms.Where(r => !used.ContainsKey(r.Key))
        .Select(r => $"{Configuration.File}({r.Line}): the false-alarm rule for {r.Detector} hides nothing: nothing like it was found in this scan");

    private IEnumerable<string> BaselineNotes(bool whole)
    {
        if (baseline is null || !whole) yield break;
        var missing = baseline.Fingerprints.Count(f => !found.ContainsKey(f));
        if (missing > 0) yield return $"{baselineFile}: {missing} of {baseline.Fingerprints.Count} fingerprints belong to no secret that was found in this scan";
    }

    private bool InBaseline(KnownValue known)
    {
        foreach (var salt in baseline!.Salts)
        {
            var fingerprint = known.FingerprintUnder(salts.FindIndex(s => s.AsSpan().SequenceEqual(salt)));
            if (!baseline.Fingerprints.Contains(fingerprint)) continue;
            found[fingerprint] = true;
            return true;
        }
        return false;
    }

    private MarkJudgement Judged()
    {
        if (judged is { } done) return done;
        lock (judging)
            return judged ??= new MarkJudgement([.. marks], values, [0, salts.FindIndex(s => s.AsSpan().SequenceEqual(Fingerprint.DefaultSalt))]);
    }

    private static ConfigurationResult<Configuration> ReadOwn(string folder)
    {
        var path = folder is "." or "" ? Configuration.FileName : Path.Combine(folder, Configuration.FileName);
        var read = WholeFile.Read(path, MaxConfigurationBytes, stranger: true);
        if (read.Errors.Count > 0) return new ConfigurationResult<Configuration>(null, read.Errors);
        return read.Value is { } content ? ConfigurationReader.Read(path, content) : new Configuration();
    }

    private static ConfigurationResult<Configuration> ReadNamed(string path)
    {
        var read = WholeFile.Read(path, MaxConfigurationBytes, stranger: false);
        if (read.Errors.Count > 0) return new ConfigurationResult<Configuration>(null, read.Errors);
        return read.Value is { } content ? ConfigurationReader.Read(path, content) : new ConfigurationError(path, 0, 0, "CFG001", "does not exist");
    }
}
