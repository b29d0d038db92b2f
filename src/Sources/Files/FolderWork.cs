namespace Stanch.Sources.Files;

/// <summary>A folder to read, with what is known of it from the folders above.</summary>
/// <param name="Path">Absolute, without a slash at the end.</param>
/// <param name="Scope">The ignore rules that bear on it, except for its own.</param>
/// <param name="Repository">Length of the absolute path of the work tree it is in; -1 = none.</param>
/// <param name="Ignored">A rule ignores the folder, and it is read only for what git tracks in it.</param>
internal sealed record Folder(byte[] Path, IgnoreScope? Scope, int Repository, bool Ignored);

/// <summary>Something for a thread to do: a folder to list, or some files of a large one.</summary>
/// <param name="Files">Names, each with a NUL behind; null = list the folder.</param>
internal readonly record struct FolderWork(Folder Folder, byte[]? Files);
