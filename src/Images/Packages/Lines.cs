namespace Stanch.Images.Packages;

/// <summary>The lines of some bytes, without their ends.</summary>
internal ref struct Lines(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> rest = rest;

    public ReadOnlySpan<byte> Current { get; private set; } = default;

    public readonly Lines GetEnumerator() => this;

    public bool MoveNext()
    {
        if (rest.IsEmpty) return false;
        var end = rest.IndexOf((byte)'\n');
        Current = (end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r');
        rest = end < 0 ? default : rest[(end + 1)..];
        return true;
    }
}
