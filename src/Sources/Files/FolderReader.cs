using System.Text;

namespace Stanch.Sources.Files;

/// <summary>One thread's part in a walk: lists folders, judges what is in them, reads the files.</summary>
internal sealed class FolderReader : IDisposable
{
    private readonly Walk walk;
    private readonly IBlobSink sink;
    private readonly Disk disk;
    private readonly PieceReader pieces;
    private readonly ReadBytes read;
    private readonly Func<FileState> state;
    private readonly Func<Stream?> whole;
    private readonly EntryList entries = new();
    private readonly List<int> files = [];
    private byte[] path = new byte[4096];

    public FolderReader(Walk walk, IBlobSink sink)
    {
        this.walk = walk;
        this.sink = sink;
        disk = Disk.Open(walk.Options.Portable);
        pieces = new PieceReader(walk.Context);
        read = disk.Read;
        state = disk.State;
        whole = disk.Whole;
    }

    public void Do(FolderWork work)
    {
        entries.Clear();
        files.Clear();
        var trouble = disk.Enter(work.Folder.Path, work.Files is null ? entries : null);
        if (!trouble.IsNone) Skip(trouble.Reason, work.Folder.Path, EntryKind.Folder, trouble.Detail);
        if (work.Files is null) Judge(work.Folder);
        else Take(work.Files);
        ReadFiles(work.Folder);
        disk.Leave();
    }

    public void Dispose()
    {
        disk.Dispose();
        pieces.Dispose();
    }

    private void Judge(Folder folder)
    {
        var nature = FolderNature.Of(entries, disk);
        var (scope, repository, ignored) = (folder.Scope, folder.Repository, folder.Ignored);
        if (nature.IsWorkTree)
        {
            repository = folder.Path.Length;
            scope = walk.Ignores?.Of(Encoding.UTF8.GetString(folder.Path), disk);
            ignored = false;
        }
        if ((nature.IsWorkTree || nature.IsBareRepository) && !walk.IsRoot(folder)) walk.FoundRepository(PathText.Decode(folder.Path));
        if (walk.Ignores is not null && nature.HasIgnoreFile
            && RepositoryIgnores.Parse(disk.ReadSmall(".gitignore"u8, RepositoryIgnores.LargestFile), walk.Options) is { } rules)
            scope = new IgnoreScope(rules, folder.Path.Length + 1, scope);

        for (var i = 0; i < entries.Count; i++)
        {
            var kind = entries.Kind(i);
            var name = entries.Name(i);
            var isFolder = kind == EntryKind.Folder;
            if (isFolder && nature.IsWorkTree && name.SequenceEqual(".git"u8)) continue;
            var full = Join(folder, name);
            var start = full.Length - name.Length;
            if (isFolder && nature.Withholds(name, folder.Path.Length == 0) is { IsNone: false } withheld)
            {
                Skip(withheld.Reason, full, kind, withheld.Detail);
                continue;
            }
            if (walk.Excludes(full, start, isFolder))
            {
                Skip(SkipReason.Excluded, full, kind);
                continue;
            }
            var hidden = ignored || (scope?.Ignores(full, start, isFolder) ?? false);
            if (hidden && !walk.IsTracked(full, repository))
            {
                if (isFolder && disk.Has([.. name, .. "/.git"u8])) Skip(SkipReason.NestedRepository, full, kind, "ignored by a .gitignore");
                else Skip(SkipReason.GitIgnored, full, kind);
                continue;
            }
            if (kind == EntryKind.File) files.Add(i);
            else if (isFolder) walk.Crew!.Add(new FolderWork(new Folder(full.ToArray(), scope, repository, hidden), null));
            else Skip(full, kind);
        }
    }

    /// <summary>Files that another thread has judged.</summary>
    private void Take(ReadOnlySpan<byte> names)
    {
        foreach (var name in names.Split((byte)0))
        {
            if (names[name].IsEmpty) continue;
            files.Add(entries.Count);
            entries.Add(names[name], EntryKind.File);
        }
    }

    private void ReadFiles(Folder folder)
    {
        for (int k = 0, count = files.Count; k < count; k++)
        {
            if (walk.Stop.IsCancellationRequested) { walk.Stopped = true; return; }
            // A large folder is shared with whoever has nothing to do; a file costs some 10 us, so 32 outweigh the asking.
            if (k % 32 == 0 && count - k >= 64 && walk.Crew!.Hungry)
            {
                var half = k + (count - k) / 2;
                walk.Crew.Add(new FolderWork(folder, Names(half, count)), large: true);
                count = half;
            }
            ReadFile(folder, entries.Name(files[k]));
        }
    }

    private void ReadFile(Folder folder, ReadOnlySpan<byte> name)
    {
        var what = walk.Name(Join(folder, name));
        var trouble = disk.OpenFile(name);
        if (!trouble.IsNone)
        {
            walk.Coverage.Skip(trouble.Reason, what, trouble.Detail);
            return;
        }
        var handover = pieces.Read(read, state, new FileProvenance(what), sink, walk.Stop, whole);
        disk.CloseFile();
        handover.Tell(walk.Coverage, what);
        if (handover.Stopped) walk.Stopped = true;
    }

    private void Skip(ReadOnlySpan<byte> full, EntryKind kind)
    {
        var (reason, detail) = kind switch
        {
            EntryKind.Link => (SkipReason.SymbolicLink, ""),
            EntryKind.EmptyFile => (SkipReason.Empty, ""),
            EntryKind.Fifo => (SkipReason.Device, "FIFO"),
            EntryKind.Socket => (SkipReason.Device, "socket"),
            EntryKind.CharacterDevice => (SkipReason.Device, "character device"),
            EntryKind.BlockDevice => (SkipReason.Device, "block device"),
            _ => (SkipReason.Unreadable, "the system doesn't say what it is"),
        };
        Skip(reason, full, kind, detail);
    }

    private void Skip(SkipReason reason, ReadOnlySpan<byte> full, EntryKind kind, string detail = "") =>
        walk.Coverage.Skip(reason, walk.Name(full, kind == EntryKind.Folder), detail);

    private Span<byte> Join(Folder folder, ReadOnlySpan<byte> name)
    {
        var length = folder.Path.Length + 1 + name.Length;
        if (length > path.Length) path = new byte[length * 2];
        folder.Path.CopyTo(path, 0);
        path[folder.Path.Length] = (byte)'/';
        name.CopyTo(path.AsSpan(folder.Path.Length + 1));
        return path.AsSpan(0, length);
    }

    private byte[] Names(int from, int to)
    {
        var names = new List<byte>();
        for (var k = from; k < to; k++)
        {
            names.AddRange(entries.Name(files[k]));
            names.Add(0);
        }
        return [.. names];
    }
}
