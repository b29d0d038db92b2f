namespace Stanch.Sources.Git;

/// <summary>What attribution needs of a commit. Objects are named by their number.</summary>
internal readonly record struct CommitRecord(int Number, int Tree, int FirstParent, int Parents, long Time);

/// <summary>What an annotated tag points to.</summary>
internal readonly record struct TagRecord(int Number, int Target);

/// <summary>Commits and tags that one worker has read.</summary>
internal sealed class CommitLog(ObjectNumbers numbers)
{
    public List<CommitRecord> Commits { get; } = [];
    public List<int> Parents { get; } = [];
    public List<TagRecord> Tags { get; } = [];

    public void AddCommit(int number, CommitText text)
    {
        var tree = -1;
        var first = Parents.Count;
        foreach (var line in text.Lines())
        {
            if (tree < 0 && CommitText.Is(line, "tree"u8)) tree = numbers.OfHex(line[5..]);
            else if (CommitText.Is(line, "parent"u8))
            {
                var parent = numbers.OfHex(line[7..]);
                if (parent >= 0) Parents.Add(parent);
            }
            else if (CommitText.Is(line, "committer"u8))
            {
                CommitText.SplitSignature(line[10..], out _, out var seconds, out _);
                Commits.Add(new CommitRecord(number, tree, first, Parents.Count - first, seconds));
                return;
            }
        }
        Commits.Add(new CommitRecord(number, tree, first, Parents.Count - first, 0));
    }

    public void Clear()
    {
        Commits.Clear();
        Commits.Capacity = 0;
        Parents.Clear();
        Parents.Capacity = 0;
        Tags.Clear();
    }

    public void AddTag(int number, CommitText text) => Tags.Add(new TagRecord(number, numbers.OfHex(text.First("object"u8))));
}
