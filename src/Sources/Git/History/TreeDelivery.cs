namespace Stanch.Sources.Git;

/// <summary>Puts one worker's trees into the store.</summary>
internal sealed unsafe class TreeDelivery(ObjectNumbers numbers, NameTable names, TreeStore store, int hashLength)
{
    private const int Ahead = 16;
    private readonly TreeChanges changes = new(hashLength);
    private readonly NameTable ownNames = new(names);
    private readonly TreeStore.Writer writer = new(store);
    private readonly List<ulong> added = [];
    private readonly List<int> gone = [];
    private readonly HashSet<int> addedNames = [];

    /// <summary>False when the object is no proper tree; what of it could be read is kept.</summary>
    /// <param name="from">The tree that it derives from in the same pack, or null.</param>
    public bool Give(int number, NativeBuffer content, NativeBuffer? from, CopyList? copies)
    {
        added.Clear();
        gone.Clear();
        addedNames.Clear();
        var complete = from is null || copies is not { Cut: false };
        var whole = complete ? changes.Read(content) : changes.Compare(content, from!, copies!.Items);
        for (var i = 0; i < changes.Added.Count; i++)
        {
            if (i % Ahead == 0) Prefetch(content, i);
            var entry = At(content, changes.Added[i]);
            var name = ownNames.Of(entry.Name);
            if (entry.IsGitlink) gone.Add(name);
            else added.Add(TreeRecord.Entry(numbers.Of(entry.Id), name));
        }
        for (var i = 0; i < changes.Removed.Count; i++)
        {
            var name = At(from!, changes.Removed[i]).Name;
            if (!IsAdded(content, name, i)) gone.Add(ownNames.Of(name));
        }
        writer.Add(number, complete, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(added), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(gone));
        return whole;
    }

    private void Prefetch(NativeBuffer content, int from)
    {
        Span<nint> ids = stackalloc nint[Ahead];
        var count = Math.Min(Ahead, changes.Added.Count - from);
        for (var i = 0; i < count; i++) ids[i] = (nint)(content.Start + At(content, changes.Added[from + i]).End - hashLength);
        numbers.Table.Prefetch(ids[..count]);
    }

    private TreeEntries At(NativeBuffer tree, int offset)
    {
        var entries = new TreeEntries(tree.Start, tree.Length, hashLength, offset);
        entries.MoveNext();
        return entries;
    }

    // Mostly the same entries change on both sides, so the same place in the list is looked at first.
    private bool IsAdded(NativeBuffer content, ReadOnlySpan<byte> name, int guess)
    {
        var entries = changes.Added;
        if (guess < entries.Count && At(content, entries[guess]).Name.SequenceEqual(name)) return true;
        if (entries.Count <= 16)
        {
            foreach (var offset in entries) if (At(content, offset).Name.SequenceEqual(name)) return true;
            return false;
        }
        if (addedNames.Count == 0) foreach (var entry in added) addedNames.Add(TreeRecord.NameOf(entry));
        return addedNames.Contains(ownNames.Of(name));
    }
}
