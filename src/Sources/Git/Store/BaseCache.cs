namespace Stanch.Sources.Git;

/// <summary>Objects that were bases of deltas a short while ago. The oldest go first when the bytes held pass a limit.</summary>
internal sealed class BaseCache(BufferPool pool, long limit = 24L << 20) : IDisposable
{
    private readonly Dictionary<(Pack, long), (ObjectKind Kind, NativeBuffer Content)> items = [];
    private readonly Queue<(Pack, long)> order = new();
    private long held;

    public bool TryGet(Pack pack, long offset, out ObjectKind kind, out NativeBuffer? content)
    {
        var found = items.TryGetValue((pack, offset), out var item);
        (kind, content) = (item.Kind, item.Content);
        return found;
    }

    /// <summary>Takes a buffer over, to keep or to return to the pool.</summary>
    public void Add(Pack pack, long offset, ObjectKind kind, NativeBuffer content)
    {
        if (offset < 0 || content.Length > limit / 4 || !items.TryAdd((pack, offset), (kind, content)))
        {
            pool.Return(content);
            return;
        }
        order.Enqueue((pack, offset));
        held += content.Length + 64;
        while (held > limit && order.TryDequeue(out var oldest))
        {
            items.Remove(oldest, out var item);
            held -= item.Content.Length + 64;
            pool.Return(item.Content);
        }
    }

    public void Dispose()
    {
        foreach (var (_, content) in items.Values) pool.Return(content);
        items.Clear();
        order.Clear();
        held = 0;
    }
}
