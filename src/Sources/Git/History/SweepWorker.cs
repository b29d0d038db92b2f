namespace Stanch.Sources.Git;

/// <summary>
/// One thread of a sweep: takes roots, and from each derives all its deltas depth first, so that no chain is resolved twice and
/// a blob is handed on while its base is still at hand.
/// </summary>
internal sealed unsafe class SweepWorker : IDisposable
{
    private struct Frame
    {
        public int Position, NextChild;
        public NativeBuffer Content;
        public Delivered Delivered;
    }

    private readonly SweepRun run;
    private readonly Delivery delivery;
    private readonly Inflater inflater = new();
    private readonly BufferPool pool;
    private readonly ObjectReader reader;
    private readonly CopyList copies = new();
    private readonly BlobStream stream;
    private readonly Stack<Frame> stack = new();

    public SweepWorker(SweepRun run, IBlobSink sink)
    {
        this.run = run;
        Log = new CommitLog(run.Numbers);
        delivery = new Delivery(run, sink, Log);
        pool = new BufferPool(run.BudgetEach);
        reader = new ObjectReader(run.Repository.Database, inflater, pool);
        stream = new BlobStream(inflater, run.Context);
    }

    public CommitLog Log { get; }

    /// <summary>Works until nothing is left to take.</summary>
    public void Work(IReadOnlyList<(int Forest, int Position, ObjectId Base)> outside)
    {
        var table = run.Table;
        while (run.TryTake(out var from, out var to))
        {
            for (var number = from; number < to && !run.Stop.IsCancellationRequested; number++)
            {
                var forest = table.ForestOf(number);
                if (forest < 0) VisitLoose(number);
                else if (table.Forests[forest].Kind(number - table.StartOf(forest)) is >= ObjectKind.Commit and <= ObjectKind.Tag)
                    VisitRoot(table.Forests[forest], table.StartOf(forest), number - table.StartOf(forest));
            }
        }
        while (run.TryTakeOutside(outside, out var item))
        {
            var forest = table.Forests[item.Forest];
            if (reader.TryRead(item.Base, out var kind, out var from) != ReadResult.Found) continue;
            var start = table.StartOf(item.Forest);
            if (Derive(forest, start, item.Position, kind, from!, default, inPack: false) is { } child) Descend(forest, start, kind, child);
            pool.Return(from!);
        }
    }

    private void VisitRoot(PackForest forest, int start, int position)
    {
        if (!forest.TryReadEntry(position, out var entry)) return;
        if (entry.Kind == ObjectKind.Blob && entry.Size >= BlobReader.StreamAbove && forest.FirstChild(position) < 0)
        {
            Stream(forest, start + position, position, entry);
            return;
        }
        var content = entry.Size > BufferPool.Largest ? null : pool.TryRent((int)entry.Size);
        if (content is null)
        {
            run.TooLarge.TryAdd(start + position, 0);
            return;
        }
        if (!forest.Pack.TryInflate(inflater, entry, content.Start, content.Length))
        {
            pool.Return(content);
            return;
        }
        forest.MarkDone(position, entry.Kind);
        var delivered = delivery.Give(start + position, entry.Kind, content);
        Descend(forest, start, entry.Kind, new Frame { Position = position, NextChild = forest.FirstChild(position), Content = content, Delivered = delivered });
    }

    private void Descend(PackForest forest, int start, ObjectKind kind, Frame root)
    {
        stack.Push(root);
        while (stack.TryPop(out var frame))
        {
            if (frame.NextChild < 0 || run.Stop.IsCancellationRequested)
            {
                pool.Return(frame.Content);
                continue;
            }
            var position = frame.NextChild;
            frame.NextChild = forest.NextSibling(position);
            forest.PrefetchEntry(frame.NextChild);
            var child = Derive(forest, start, position, kind, frame.Content, frame.Delivered);
            if (frame.NextChild < 0) pool.Return(frame.Content);
            else stack.Push(frame);
            if (child is { } made) stack.Push(made);
        }
    }

    // Null when it is corrupt or too large: then it and all that derives from it stays undone, and is named at the end.
    private Frame? Derive(PackForest forest, int start, int position, ObjectKind kind, NativeBuffer from, Delivered by, bool inPack = true)
    {
        if (!forest.TryReadEntry(position, out var entry) || !entry.IsDelta) return null;
        // The next to be derived is the first that derives from this one, mostly far off in the pack.
        forest.PrefetchEntry(forest.FirstChild(position));
        var delta = entry.Size > BufferPool.Largest ? null : pool.TryRent((int)entry.Size);
        if (delta is null)
        {
            run.TooLarge.TryAdd(start + position, 0);
            return null;
        }
        NativeBuffer? content = null;
        var result = forest.Pack.TryInflate(inflater, entry, delta.Start, delta.Length) ? Delta.TryDerive(delta, from, pool, copies, out content) : ReadResult.Corrupt;
        pool.Return(delta);
        if (result == ReadResult.TooLarge) run.TooLarge.TryAdd(start + position, 0);
        if (result != ReadResult.Found) return null;
        forest.MarkDone(position, kind);
        var delivered = delivery.Give(start + position, kind, content!, by with { Length = from.Length }, inPack ? from : null, copies);
        return new Frame { Position = position, NextChild = forest.FirstChild(position), Content = content!, Delivered = delivered };
    }

    private void Stream(PackForest forest, int number, int position, in PackEntry entry)
    {
        var pack = forest.Pack;
        if (run.Table.IsCopy(number))
        {
            forest.MarkDone(position, ObjectKind.Blob);
            return;
        }
        if (stream.TryReadPacked(pack, entry, new GitBlobProvenance(run.Table.IdOf(number)), delivery.Sink, run.Coverage, run.Stop))
            forest.MarkDone(position, ObjectKind.Blob);
    }

    private void VisitLoose(int number)
    {
        if (run.Table.IsCopy(number)) return;
        var (id, folder) = run.Table.LooseAt(number);
        var result = LooseBlobs.TryReadLarge(
            folder.PathOf(id.Bytes), BlobReader.StreamAbove, inflater, stream, new GitBlobProvenance(id), delivery.Sink, run.Coverage, run.Stop);
        if (result is null)
        {
            result = reader.TryRead(id, out var kind, out var content);
            if (result == ReadResult.Found)
            {
                run.Table.SetLooseKind(number, kind);
                delivery.Give(number, kind, content!);
                pool.Return(content!);
            }
        }
        else run.Table.SetLooseKind(number, ObjectKind.Blob);
        if (result != ReadResult.Found) run.Coverage.Skip(result == ReadResult.TooLarge ? SkipReason.TooLarge : SkipReason.Corrupt, id.ToString(), "loose object");
    }

    /// <summary>Reads what no worker could: another copy of it may be whole. What can't be read is named.</summary>
    public void Rescue(PackForest forest, int start, int position)
    {
        var number = start + position;
        if (run.Table.IsCopy(number)) return;
        var id = run.Table.IdOf(number);
        var (kind, content) = (ObjectKind.None, (NativeBuffer?)null);
        var result = run.TooLarge.ContainsKey(number) ? ReadResult.TooLarge : reader.TryRead(id, out kind, out content);
        if (result == ReadResult.Found)
        {
            forest.MarkDone(position, kind);
            delivery.Give(number, kind, content!);
            pool.Return(content!);
            return;
        }
        run.Coverage.Skip(result == ReadResult.TooLarge ? SkipReason.TooLarge : SkipReason.Corrupt, id.ToString());
    }

    public void Dispose()
    {
        reader.Dispose();
        inflater.Dispose();
        pool.Dispose();
    }
}
