using System.Collections.Concurrent;
using Stanch.Detection;
using Stanch.Sources;

namespace Stanch.Scanning.Content;

/// <summary>One value and where it was seen.</summary>
internal sealed class SeenValue(byte[] bytes)
{
    private readonly List<Sighting> sightings = [];
    private readonly List<Match> kinds = [];
    private readonly Dictionary<string, string> snippets = new(StringComparer.Ordinal);
    private bool full;

    public byte[] Bytes => bytes;
    public IReadOnlyList<Sighting> Sightings => sightings;

    /// <returns>False the first time that no more is taken.</returns>
    public bool Add(Match match, in Place place, Provenance provenance, Origin origin, int most)
    {
        lock (sightings)
        {
            if (sightings.Count >= most)
            {
                var first = !full;
                full = true;
                return !first;
            }
            if (!snippets.TryGetValue(place.Snippet, out var snippet)) snippets.Add(place.Snippet, snippet = place.Snippet);
            sightings.Add(new Sighting(Shared(match), place with { Snippet = snippet }, provenance, origin));
            return true;
        }
    }

    /// <summary>The same finding in another version of a file is the same object.</summary>
    private Match Shared(Match match)
    {
        foreach (var kind in kinds)
        {
            if (ReferenceEquals(kind, match) || Same(kind, match)) return kind;
        }
        // Parts that differ from line to line would make this search quadratic.
        if (kinds.Count < 64) kinds.Add(match);
        return match;
    }

    private static bool Same(Match a, Match b) =>
        ReferenceEquals(a.Detector, b.Detector) && a.Confidence.Equals(b.Confidence) && a.Decoded == b.Decoded && a.Pending.SequenceEqual(b.Pending)
        && a.Parts.Count == b.Parts.Count && a.Parts.Zip(b.Parts).All(p => p.First.Name == p.Second.Name && p.First.Value.AsSpan().SequenceEqual(p.Second.Value));
}

/// <summary>
/// Everything that a run has seen, by value: the sinks of all workers write here. Memory is bounded: a repository may hold a file with a million
/// copies of one key, and it must not take the run down.
/// </summary>
internal sealed class Sightings(Coverage coverage, int mostOfOne = 100_000, int mostInAll = 1_000_000)
{
    private readonly ConcurrentDictionary<byte[], SeenValue> values = new(ByteComparer.Instance);
    private int count;
    private int valueCount;

    public ICollection<SeenValue> Values => values.Values;

    /// <summary>For the progress line.</summary>
    public int ValueCount => Volatile.Read(ref valueCount);

    public void Add(Match match, in Place place, Provenance provenance, Origin origin)
    {
        var total = Interlocked.Increment(ref count);
        if (total > mostInAll)
        {
            if (total == mostInAll + 1) coverage.LimitHit($"more than {mostInAll:N0} occurrences of secrets");
            Interlocked.Decrement(ref count);
            return;
        }
        if (!values.TryGetValue(match.Value, out var seen))
        {
            var fresh = new SeenValue(match.Value);
            seen = values.GetOrAdd(match.Value, fresh);
            if (ReferenceEquals(seen, fresh)) Interlocked.Increment(ref valueCount);
        }
        if (!seen.Add(match, place, provenance, origin, mostOfOne)) coverage.LimitHit($"more than {mostOfOne:N0} occurrences of one secret");
    }
}
