namespace Stanch.Sources.Git;

/// <summary>What a walk needs of a commit.</summary>
internal sealed record WalkedCommit(ObjectId Id, ObjectId Tree, ObjectId[] Parents, long Time)
{
    /// <summary>Sides of the range that it belongs to.</summary>
    public int Sides { get; set; }
}

/// <summary>Reads single commits, each once.</summary>
internal sealed class CommitReader(ObjectReader objects, BufferPool pool)
{
    private readonly Dictionary<ObjectId, WalkedCommit?> known = [];

    public bool TryRead(in ObjectId id, out WalkedCommit commit)
    {
        if (!known.TryGetValue(id, out var found)) known.Add(id, found = Read(id));
        commit = found!;
        return found is not null;
    }

    /// <summary>The commit that an id stands for: itself, or what a tag points to.</summary>
    public bool TryPeel(ObjectId id, out ObjectId commit)
    {
        commit = id;
        for (var steps = 0; steps < 100; steps++)
        {
            if (objects.TryRead(commit, out var kind, out var content) != ReadResult.Found) return false;
            var target = new CommitText(content!.Span).First("object"u8);
            var next = kind == ObjectKind.Tag ? Parse(target) : default;
            pool.Return(content);
            if (kind == ObjectKind.Commit) return true;
            if (next.IsNone) return false;
            commit = next;
        }
        return false;
    }

    private WalkedCommit? Read(in ObjectId id)
    {
        if (objects.TryRead(id, out var kind, out var content) != ReadResult.Found) return null;
        var commit = kind == ObjectKind.Commit ? Parse(id, new CommitText(content!.Span)) : null;
        pool.Return(content!);
        return commit;
    }

    private static WalkedCommit Parse(in ObjectId id, CommitText text)
    {
        var parents = new List<ObjectId>();
        foreach (var line in text.Lines()) if (CommitText.Is(line, "parent"u8) && Parse(line[7..]) is { IsNone: false } parent) parents.Add(parent);
        CommitText.SplitSignature(text.First("committer"u8), out _, out var time, out _);
        return new WalkedCommit(id, Parse(text.First("tree"u8)), [.. parents], time);
    }

    private static ObjectId Parse(ReadOnlySpan<byte> hex)
    {
        Span<byte> id = stackalloc byte[32];
        return hex.Length is 40 or 64 && Convert.FromHexString(hex, id, out _, out var length) == System.Buffers.OperationStatus.Done ? new ObjectId(id[..length]) : default;
    }
}
