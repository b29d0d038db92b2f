namespace Stanch.Sources.Git;

/// <summary>The stretches that one delta copies, in order of where they go; kept and filled again for the next.</summary>
internal sealed class CopyList
{
    // A hostile delta of one-byte copies must not cost twelve bytes of memory for each two of its own.
    private const int Most = 1 << 20;
    private Copied[] items = new Copied[64];
    private int count;

    public ReadOnlySpan<Copied> Items => items.AsSpan(0, count);

    /// <summary>There were too many to keep: what is listed is true, and what is not listed may be a copy too.</summary>
    public bool Cut { get; private set; }

    public void Clear()
    {
        count = 0;
        Cut = false;
    }

    public void Add(int from, int to, int length)
    {
        if (count > 0)
        {
            var last = items[count - 1];
            if (last.From + last.Length == from && last.To + last.Length == to)
            {
                items[count - 1] = last with { Length = last.Length + length };
                return;
            }
        }
        if (count == Most)
        {
            Cut = true;
            return;
        }
        if (count == items.Length) Array.Resize(ref items, count * 2);
        items[count++] = new Copied(from, to, length);
    }
}
