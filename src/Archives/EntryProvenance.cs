using Stanch.Sources;

namespace Stanch.Archives;

/// <summary>Something inside of a container.</summary>
/// <param name="Container">The file or blob that it is in, or the entry when that is nested.</param>
/// <param name="Path">Its name there, made fit by <see cref="EntryName"/>.</param>
/// <param name="Derived">Text that was made of the container, and not an entry of it: what was found there and in the container's own text counts once.</param>
public sealed record EntryProvenance(Provenance Container, string Path, bool Derived = false) : Provenance
{
    /// <summary>Between a container and what is in it.</summary>
    public const string Separator = "!/";

    public override string Describe() => Container.Describe() + Separator + Path;

    public override Provenance Root => Container.Root;

    /// <summary>The way from the root to it, without the root.</summary>
    public string Inside => Container is EntryProvenance outer ? outer.Inside + Separator + Path : Path;
}
