using System.Buffers;

namespace Stanch.Sources.Files;

/// <summary>What a folder is to git, seen from what it holds.</summary>
/// <param name="IsWorkTree">It is the root of a work tree.</param>
/// <param name="IsBareRepository">It is a repository itself.</param>
internal readonly record struct FolderNature(bool IsWorkTree, bool IsBareRepository, bool HasIgnoreFile)
{
    private static readonly SearchValues<byte> hex = SearchValues.Create("0123456789abcdef"u8);

    /// <param name="disk">Stands in the folder.</param>
    public static FolderNature Of(EntryList entries, Disk disk)
    {
        EntryKind? git = null, head = null, objects = null, refs = null, ignore = null;
        for (var i = 0; i < entries.Count; i++)
        {
            var name = entries.Name(i);
            if (name.Length is not (4 or 7 or 10)) continue;
            if (name.SequenceEqual(".git"u8)) git = entries.Kind(i);
            else if (name.SequenceEqual("HEAD"u8)) head = entries.Kind(i);
            else if (name.SequenceEqual("refs"u8)) refs = entries.Kind(i);
            else if (name.SequenceEqual("objects"u8)) objects = entries.Kind(i);
            else if (name.SequenceEqual(".gitignore"u8)) ignore = entries.Kind(i);
        }
        return new FolderNature(
            IsWorkTree: git == EntryKind.Folder ? disk.Has(".git/HEAD"u8)
                : git == EntryKind.File && StartsWith(disk, ".git"u8, "gitdir:"u8),
            IsBareRepository: (head, objects, refs) == (EntryKind.File, EntryKind.Folder, EntryKind.Folder) && IsHead(disk),
            // Git doesn't follow a link here either.
            HasIgnoreFile: ignore == EntryKind.File);
    }

    /// <summary>A folder in this one that is not for file readers.</summary>
    /// <param name="top">This is the root of all folders.</param>
    public Trouble Withholds(ReadOnlySpan<byte> name, bool top)
    {
        if (IsBareRepository && name.SequenceEqual("objects"u8))
            return new Trouble(SkipReason.NestedRepository, "the objects of a bare repository, read as its history");
        if (top && (name.SequenceEqual("proc"u8) || name.SequenceEqual("sys"u8) || name.SequenceEqual("dev"u8)))
            return new Trouble(SkipReason.Device, "the kernel's own file system");
        return Trouble.None;
    }

    private static bool IsHead(Disk disk) =>
        disk.ReadSmall("HEAD"u8, 4096) is { } head
        && (head.AsSpan().StartsWith("ref: refs/"u8) || (head.Length >= 40 && !head.AsSpan(0, 40).ContainsAnyExcept(hex)));

    private static bool StartsWith(Disk disk, ReadOnlySpan<byte> name, ReadOnlySpan<byte> start) =>
        disk.ReadSmall(name, 4096) is { } content && content.AsSpan().StartsWith(start);
}
