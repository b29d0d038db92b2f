using System.Collections.Concurrent;

namespace Stanch.Scanning.Ignoring;

/// <summary>Every value that a run has asked about, so that the slow hash is computed once a value and salt. Thread-safe.</summary>
/// <param name="salts">By number; 0 is the repository's own.</param>
internal sealed class KnownValues(IReadOnlyList<byte[]> salts)
{
    private readonly ConcurrentDictionary<byte[], KnownValue> values = new(ByteComparer.Instance);

    public KnownValue Of(ReadOnlySpan<byte> value)
    {
        var bySpan = values.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (bySpan.TryGetValue(value, out var known)) return known;
        var own = value.ToArray();
        return values.GetOrAdd(own, new KnownValue(own, salts));
    }
}

/// <summary>A value with its fingerprints, which are computed when they are first asked for.</summary>
internal sealed class KnownValue
{
    private readonly Lazy<string>[] fingerprints;

    public KnownValue(byte[] value, IReadOnlyList<byte[]> salts)
    {
        Prefix = Fingerprint.Prefix(value);
        fingerprints = [.. salts.Select(salt => new Lazy<string>(() => Fingerprint.Of(value, salt)))];
    }

    public char Prefix { get; }

    public string FingerprintUnder(int salt) => fingerprints[salt].Value;
}
