using System.Globalization;
using Stanch.Bench.Quality;

namespace Stanch.Bench.Trials;

/// <summary>What a person made of a finding.</summary>
internal enum Verdict
{
    /// <summary>It is no credential at all: a false alarm.</summary>
    False,
    /// <summary>In the form of one on purpose, for a test.</summary>
    Test,
    /// <summary>The same in documentation.</summary>
    Example,
    /// <summary>Looks like one that somebody used.</summary>
    Real,
}

/// <summary>A repository at a commit.</summary>
/// <param name="LinesBrought">All lines that the commits up to this one ever added, merges not counted twice; 0: its history was not looked at.</param>
internal sealed record TrialRepository(string Name, string Commit, string Language, long LinesBrought);

/// <summary>A place that was looked at once. It holds no code and no value.</summary>
/// <param name="Commit">In the work tree the repository's; in history the one that brought it.</param>
internal sealed record JudgedPlace(string Repository, string Commit, string Path, int Line, string Detector, Verdict Verdict, string Why);

/// <summary>The files <c>repositories.tsv</c>, <c>alarms.tsv</c> and <c>history.tsv</c> of a folder.</summary>
internal sealed record TrialList(IReadOnlyList<TrialRepository> Repositories, IReadOnlyList<JudgedPlace> Places, IReadOnlyList<JudgedPlace> Past)
{
    private static readonly string[] PlaceHeading = ["repository", "commit", "path", "line", "detector", "verdict", "why"];

    /// <exception cref="InvalidDataException">A line is not of the form that the heading says; it is named.</exception>
    public static TrialList Read(string folder) => new(
        Lines(Path.Combine(folder, "repositories.tsv"), ["repository", "commit", "language", "lines"], f => new TrialRepository(f[0], f[1], f[2], long.Parse(f[3], NumberStyles.None, CultureInfo.InvariantCulture))),
        PlacesIn(Path.Combine(folder, "alarms.tsv")), PlacesIn(Path.Combine(folder, "history.tsv")));

    private static List<JudgedPlace> PlacesIn(string file) => Lines(file, PlaceHeading, f => new JudgedPlace(f[0], f[1], f[2],
        int.Parse(f[3], NumberStyles.None, CultureInfo.InvariantCulture), f[4], Enum.Parse<Verdict>(f[5], ignoreCase: true), f[6]));

    private static List<T> Lines<T>(string file, string[] heading, Func<string[], T> read)
    {
        var lines = File.ReadAllLines(file);
        var all = new List<T>();
        for (var i = 0; i < lines.Length; i++)
        {
            var fields = lines[i].Split('\t');
            if (fields.Length != heading.Length || fields.Any(f => f.Length == 0) || (i == 0 && !fields.SequenceEqual(heading)))
                throw new InvalidDataException($"{file}({i + 1},1): error: expected {string.Join(", ", heading)}, separated by tabs");
            if (i == 0) continue;
            try
            {
                all.Add(read(fields));
            }
            catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
            {
                throw new InvalidDataException($"{file}({i + 1},1): error: {e.Message}", e);
            }
        }
        return all;
    }
}
