namespace Stanch.Sources.Git;

/// <summary>Kinds of objects, with git's own numbers.</summary>
internal enum ObjectKind : byte { None = 0, Commit = 1, Tree = 2, Blob = 3, Tag = 4, OffsetDelta = 6, IdDelta = 7 }

/// <summary>What stands before an object's compressed bytes in a pack.</summary>
/// <param name="Size">Bytes after inflating: of the object, or of the delta.</param>
/// <param name="Base">Offset of the entry that a delta applies to (<see cref="ObjectKind.OffsetDelta"/>), or of its id in the pack (<see cref="ObjectKind.IdDelta"/>).</param>
/// <param name="Data">Offset of the compressed bytes.</param>
internal readonly record struct PackEntry(ObjectKind Kind, long Size, long Base, long Data)
{
    public bool IsDelta => Kind >= ObjectKind.OffsetDelta;

    /// <summary>Reads an entry's header; false when it is none.</summary>
    /// <param name="end">End of the entries: the pack without its closing hash.</param>
    public static unsafe bool TryRead(byte* pack, long offset, long end, int hashLength, out PackEntry entry)
    {
        entry = default;
        if (offset < Pack.HeaderLength || offset >= end) return false;
        var at = pack + offset;
        var stop = pack + end;
        var b = *at++;
        var kind = (ObjectKind)(b >> 4 & 7);
        long size = b & 15;
        for (var shift = 4; (b & 0x80) != 0; shift += 7)
        {
            if (at >= stop || shift > 53) return false;
            b = *at++;
            size |= (long)(b & 0x7F) << shift;
        }
        long from = 0;
        switch (kind)
        {
            case ObjectKind.Commit or ObjectKind.Tree or ObjectKind.Blob or ObjectKind.Tag:
                break;
            case ObjectKind.OffsetDelta:
                if (!TryReadDistance(ref at, stop, out var distance) || distance <= 0 || distance > offset - Pack.HeaderLength) return false;
                from = offset - distance;
                break;
            case ObjectKind.IdDelta:
                if (stop - at < hashLength) return false;
                from = at - pack;
                at += hashLength;
                break;
            default:
                return false;
        }
        entry = new PackEntry(kind, size, from, at - pack);
        return true;
    }

    // Each further byte also adds one, so that no distance has two spellings.
    private static unsafe bool TryReadDistance(ref byte* at, byte* stop, out long distance)
    {
        distance = 0;
        if (at >= stop) return false;
        var b = *at++;
        distance = b & 0x7F;
        while ((b & 0x80) != 0)
        {
            if (at >= stop || distance > long.MaxValue >> 8) return false;
            b = *at++;
            distance = ((distance + 1) << 7) | (uint)(b & 0x7F);
        }
        return true;
    }
}
