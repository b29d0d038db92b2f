using System.Buffers.Binary;

namespace Stanch.Images.Contents;

/// <summary>Every content that the run has met, so that each is scanned once. Half of a SHA-256 and a reference each.</summary>
internal sealed class FileContents
{
    // What nothing was found in is one object for all.
    private static readonly FileContent Clean = Finished();

    private readonly Lock guard = new();
    private readonly Dictionary<UInt128, FileContent> known = [];

    /// <returns>Null: it is known, and the place has been noted with it; else what to scan it as.</returns>
    public FileContent? Begin(ReadOnlySpan<byte> sha256, in LayerFile place)
    {
        var key = KeyOf(sha256);
        lock (guard)
        {
            if (known.TryGetValue(key, out var before))
            {
                if (before != Clean) before.Add(place);
                return null;
            }
            var fresh = new FileContent();
            fresh.Add(place);
            known.Add(key, fresh);
            return fresh;
        }
    }

    /// <summary>It has been scanned whole.</summary>
    public void End(ReadOnlySpan<byte> sha256, FileContent content)
    {
        content.Finish();
        var key = KeyOf(sha256);
        lock (guard)
        {
            if (!content.Wanted) known[key] = Clean;
            else known.TryAdd(key, content);
        }
    }

    private static UInt128 KeyOf(ReadOnlySpan<byte> sha256) => BinaryPrimitives.ReadUInt128LittleEndian(sha256);

    private static FileContent Finished()
    {
        var content = new FileContent();
        content.Finish();
        return content;
    }
}
