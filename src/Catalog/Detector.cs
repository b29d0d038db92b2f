using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Stanch.Catalog;

/// <summary>How bad a leak of this type is when nothing else is known.</summary>
public enum Severity { Info, Low, Medium, High, Critical }

/// <summary>How sure the format of a credential type is.</summary>
public enum Sureness
{
    /// <summary>Only the surroundings (a name, a host) tell; the value has no shape of its own.</summary>
    Contextual,
    /// <summary>Seen in several independent places, not stated by the provider.</summary>
    Observed,
    /// <summary>Stated by the provider.</summary>
    Documented,
}

/// <summary>One more part of a multi-part credential, looked for within ten lines of the secret.</summary>
/// <param name="Name">Name of the part: <c>account-id</c>.</param>
/// <param name="Pattern">.NET regular expression with a group <c>value</c>.</param>
/// <param name="Needed">Without it there is no finding.</param>
public sealed record BesidePart(string Name, string Pattern, bool Needed);

/// <summary>
/// What a user's own rule may add to drop a match (gitleaks allowlists map to it).
/// A match is dropped when any (or, with <paramref name="All"/>, every non-empty) criterion holds.
/// </summary>
/// <param name="All">Every non-empty criterion must hold.</param>
/// <param name="Target">What <paramref name="Patterns"/> look at: <c>secret</c>, <c>match</c> or <c>line</c>.</param>
/// <param name="Patterns">.NET regular expressions.</param>
/// <param name="Stopwords">Literal words, looked for in the secret, ASCII case ignored.</param>
/// <param name="Paths">Regular expressions over the path with forward slashes.</param>
/// <param name="Commits">Commit ids.</param>
public sealed record Allowance(bool All, string Target, string[] Patterns, string[] Stopwords, string[] Paths, string[] Commits);

/// <summary>How one credential type is found. Immutable; compiled from a provider file or from a user's rules. Equal is only what is the same.</summary>
public sealed record Detector
{
    private readonly ReadOnlyMemory<byte> blob;
    private LazyText title, pattern = new(""), source = new(""), tells = new("");

    public Detector() { }

    [SetsRequiredMembers]
    internal Detector(ReadOnlyMemory<byte> blob, string id, LazyText title, LazyText pattern, LazyText source, LazyText tells)
    {
        this.blob = blob;
        (Id, Title, Provider, Family, Anchors) = (id, "", "", "", []);
        (this.title, this.pattern, this.source, this.tells) = (title, pattern, source, tells);
    }

    /// <summary><c>provider/type</c>, as in <c>zoom/client-secret</c>; unique.</summary>
    public required string Id { get; init; }
    public required string Title { get => title.In(blob); init => title = new(value); }
    /// <summary>Id of the provider: the provider file's name without its ending.</summary>
    public required string Provider { get; init; }
    public required Severity Severity { get; init; }
    public required Sureness Sureness { get; init; }
    /// <summary>Family for everything that the provider file doesn't say itself: <c>api-key</c>, <c>private-key</c>, …</summary>
    public required string Family { get; init; }
    /// <summary>Publishable by design: known, reported as <see cref="Severity.Low"/> at most.</summary>
    public bool Public { get; init; }
    /// <summary>Where the format is stated.</summary>
    public string Source { get => source.In(blob); init => source = new(value); }

    /// <summary>Literals of at least 3 bytes, one of which stands in every match; ASCII case is ignored.</summary>
    public required string[] Anchors { get; init; }
    /// <summary>For each anchor, where those four of its bytes begin that are rarest in source code; empty = not worked out. A hint that costs no finding.</summary>
    public byte[] AnchorSpots { get; init; } = [];
    /// <summary>Literals, one of which stands in every match besides an anchor; ASCII case is ignored; empty = not known.</summary>
    public string[] Companions { get; init; } = [];
    /// <summary>
    /// What follows from an anchor's start on in every match, as an automaton; empty = not known. Number of places n, number of byte sets k, the places that may take the
    /// first byte (a bit each, little-endian, 8 bytes); k sets of 17 bytes: which of the bytes 0–63, which of 64–127, and 1 where bytes beyond may be members; n places of 9:
    /// number of the set, the places that may take the byte after. Bit <see cref="TrackThrough"/> instead of a place: all that follows will do.
    /// </summary>
    public ReadOnlyMemory<byte> Track { get; init; }
    public const int TrackThrough = 63;
    /// <summary>Hand-written recogniser instead of a pattern: <c>assignment</c>, <c>url-credentials</c>; else empty.</summary>
    public string Recognizer { get; init; } = "";
    /// <summary>.NET regular expression with a group <c>secret</c>; other named groups are parts. Runs over Latin-1 widened bytes.</summary>
    public string Pattern { get => pattern.In(blob); init => pattern = new(value); }
    /// <summary>Bytes that the pattern can reach before the start of an anchor hit.</summary>
    public int Before { get; init; }
    /// <summary>So many of the first of them are only looked at: no match begins there.</summary>
    public int Look { get; init; }
    /// <summary>Bytes that the pattern can reach after the start of an anchor hit.</summary>
    public int After { get; init; }
    /// <summary>The secret holds a run of at least this many bytes of <see cref="RunLow"/>/<see cref="RunHigh"/>; 0 = no gate.</summary>
    public int MinRun { get; init; }
    /// <summary>Bit n set: ASCII code n (0–63) may stand in the run.</summary>
    public ulong RunLow { get; init; }
    /// <summary>Bit n set: ASCII code 64 + n may stand in the run.</summary>
    public ulong RunHigh { get; init; }
    /// <summary>Runs on the linear-time engine: the pattern is a user's.</summary>
    public bool Linear { get; init; }

    public BesidePart[] Beside { get; init; } = [];
    /// <summary>Shannon entropy of the secret in bits per byte below which a match is dropped.</summary>
    public double MinEntropy { get; init; }
    /// <summary>Name of a checksum verb (see <c>Checksum</c> in Detection) or empty.</summary>
    public string Checksum { get; init; } = "";
    /// <summary>Globs of file paths outside of which a match does not count; empty = everywhere.</summary>
    public string[] Paths { get; init; } = [];
    /// <summary>Words that make a secret a placeholder, ASCII case ignored; beyond the common ones.</summary>
    public string[] Stop { get; init; } = [];
    /// <summary>Where two detectors claim the same bytes the higher one wins.</summary>
    public int Specificity { get; init; }
    public Allowance[] Allow { get; init; } = [];
    /// <summary>What a value tells of itself: lines of <c>name: expression</c> (see <c>Facts</c> in Detection). Read only for findings.</summary>
    public string Tells { get => tells.In(blob); init => tells = new(value); }

    public bool Equals(Detector? other) => ReferenceEquals(this, other);
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
