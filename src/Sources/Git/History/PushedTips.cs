namespace Stanch.Sources.Git;

/// <summary>What refs point to besides commits: annotated tags, which have messages of their own, and, seldom, a tree or a blob.</summary>
internal sealed class PushedTips
{
    private const int DeepestTag = 100;

    public PushedTips(BlobReader reader, IReadOnlyList<ObjectId> wanted)
    {
        foreach (var tip in wanted.Distinct()) Add(reader, tip);
    }

    public List<ObjectId> Tags { get; } = [];
    public List<ObjectId> Trees { get; } = [];
    public List<ObjectId> Blobs { get; } = [];

    private void Add(BlobReader reader, ObjectId id)
    {
        for (var depth = 0; depth < DeepestTag; depth++)
        {
            var result = reader.Objects.TryRead(id, out var kind, out var content);
            // A blob that is too large to hold is still read in pieces.
            if (result == ReadResult.TooLarge) Blobs.Add(id);
            else if (result != ReadResult.Found) reader.Tell(result, id, id.ToString());
            if (result != ReadResult.Found) return;
            var target = kind == ObjectKind.Tag ? System.Text.Encoding.ASCII.GetString(new CommitText(content!.Span).First("object"u8)) : "";
            reader.Pool.Return(content!);
            if (kind == ObjectKind.Tree) Trees.Add(id);
            else if (kind == ObjectKind.Blob) Blobs.Add(id);
            if (kind != ObjectKind.Tag) return;
            Tags.Add(id);
            if (!ObjectId.TryParse(target, out id)) reader.Tell(ReadResult.Corrupt, Tags[^1], Tags[^1].ToString());
            if (id.IsNone) return;
        }
        reader.Tell(ReadResult.Corrupt, id, id.ToString());
    }
}
