namespace Stanch.Sources.Files;

/// <summary>One file that the user named. A link is followed; a device, a FIFO or a socket is not opened.</summary>
public sealed class SingleFile(string path) : ISource
{
    public string Target => path;

    public void Read(Func<IBlobSink> open, Coverage coverage, int workers, int context, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(coverage);
        if (stop.IsCancellationRequested)
        {
            Interrupted(coverage);
            return;
        }
        using var disk = Disk.Open();
        var kind = disk.Probe(path);
        if (kind is not (EntryKind.File or EntryKind.Folder))
        {
            if (kind == EntryKind.EmptyFile) coverage.Skip(SkipReason.Empty, path);
            else if (kind == EntryKind.Unknown) coverage.Skip(SkipReason.Missing, path, "No such file or directory");
            else coverage.Skip(SkipReason.Device, path, "not a regular file");
            return;
        }
        var trouble = disk.OpenFile(path);
        if (!trouble.IsNone)
        {
            coverage.Skip(trouble.Reason, path, trouble.Detail);
            return;
        }
        using var pieces = new PieceReader(context);
        var handover = pieces.Read(disk.Read, disk.State, new FileProvenance(path), open(), stop, disk.Whole);
        handover.Tell(coverage, path);
        if (handover.Stopped) Interrupted(coverage);
    }

    private void Interrupted(Coverage coverage) => coverage.Skip(SkipReason.Interrupted, path, "stopped before its end");
}
