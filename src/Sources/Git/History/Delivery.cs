namespace Stanch.Sources.Git;

/// <summary>What became of an object that others derive from.</summary>
/// <param name="Scanned">It went to this worker's sink as a whole.</param>
internal readonly record struct Delivered(object? Token, bool Scanned, int Length);

/// <summary>Hands one worker's objects on: blobs and messages to its sink, commits and tags also to its log.</summary>
internal sealed class Delivery(SweepRun run, IBlobSink sink, CommitLog log)
{
    private readonly TreeDelivery trees = new(run.Numbers, run.Names, run.Trees, run.Repository.HashLength);

    public IBlobSink Sink => sink;

    /// <param name="by">What became of the base.</param>
    /// <param name="from">The base in the same pack; null for an object that stands by itself.</param>
    /// <param name="copies">What was taken over from the base.</param>
    public Delivered Give(int number, ObjectKind kind, NativeBuffer content, in Delivered by = default, NativeBuffer? from = null, CopyList? copies = null)
    {
        // A copy of a tree is recorded too: what derives from it in its own pack is told as a difference from it.
        if (kind != ObjectKind.Tree && run.Table.IsCopy(number)) return default;
        switch (kind)
        {
            case ObjectKind.Blob:
                return GiveBlob(number, content, by, from is null ? null : copies);
            case ObjectKind.Commit:
                GiveCommit(number, content);
                break;
            case ObjectKind.Tag:
                GiveTag(number, content);
                break;
            case ObjectKind.Tree:
                if (!trees.Give(number, content, from, copies)) run.Coverage.Skip(SkipReason.Corrupt, run.Table.IdOf(number).ToString(), "tree");
                break;
        }
        return default;
    }

    private Delivered GiveBlob(int number, NativeBuffer content, in Delivered by, CopyList? copies)
    {
        if (content.Length == 0)
        {
            run.Coverage.AddBlob(0);
            return default;
        }
        var derived = copies is { Cut: false } && by.Scanned;
        var verdict = sink.Accept(new Piece
        {
            Provenance = new GitBlobProvenance(run.Table.IdOf(number)), Content = content.Span, OwnEnd = content.Length,
            Derived = derived, Base = derived ? by.Token : null, BaseLength = derived ? by.Length : 0, Copies = derived ? copies!.Items : default,
        });
        // Refused at the first piece: nothing of it is known, so what derives from it is new as a whole.
        if (ReferenceEquals(verdict, SinkVerdict.Enough)) return default;
        run.Coverage.AddBlob(content.Length);
        return new Delivered(verdict, true, content.Length);
    }

    private void GiveCommit(int number, NativeBuffer content)
    {
        var text = new CommitText(content.Span);
        log.AddCommit(number, text);
        run.Coverage.AddCommit(text.Message.Length);
        GiveMessage(number, text, isTag: false);
    }

    private void GiveTag(int number, NativeBuffer content)
    {
        var text = new CommitText(content.Span);
        log.AddTag(number, text);
        run.Coverage.AddTag(text.Message.Length);
        GiveMessage(number, text, isTag: true);
    }

    private void GiveMessage(int number, CommitText text, bool isTag)
    {
        if (text.Message.IsEmpty) return;
        sink.Accept(new Piece { Provenance = new GitMessageProvenance(run.Table.IdOf(number), isTag), Content = text.Message, OwnEnd = text.Message.Length });
    }
}
