using System.Text;

namespace Stanch.Sources.Git;

/// <summary>Who wrote a commit or tag, and when.</summary>
internal static class CommitSignature
{
    /// <summary>Puts author and date of <see cref="BlobOrigin.Commit"/> into an origin.</summary>
    public static BlobOrigin Sign(BlobOrigin origin, ObjectReader reader, BufferPool pool)
    {
        if (reader.TryRead(origin.Commit, out _, out var content) != ReadResult.Found) return origin;
        var signed = Sign(origin, new CommitText(content!.Span));
        pool.Return(content);
        return signed;
    }

    public static BlobOrigin Sign(BlobOrigin origin, CommitText text)
    {
        var value = text.First("author"u8);
        if (value.IsEmpty) value = text.First("tagger"u8);
        CommitText.SplitSignature(value, out var who, out var seconds, out var zone);
        return origin with { Author = Encoding.UTF8.GetString(who), Date = DateOf(seconds, zone) };
    }

    /// <summary>Dates and zones that no calendar has become the nearest that one has.</summary>
    internal static DateTimeOffset DateOf(long seconds, int zone)
    {
        var date = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, -62_000_000_000, 253_000_000_000));
        return date.ToOffset(TimeSpan.FromMinutes(Math.Clamp(zone, -14 * 60, 14 * 60)));
    }
}
