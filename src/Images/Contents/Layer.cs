namespace Stanch.Images.Contents;

/// <summary>A blob with files in it, read once whatever the number of images that have it.</summary>
/// <param name="name">Its digest; of a saved image its place in the archive, until more is known.</param>
internal sealed class Layer(string name)
{
    public string Name { get; set; } = name;
    public LayerTree Tree { get; } = new();
    /// <summary>Of the bytes as they are stored; null: not all of them were read.</summary>
    public Digest? Read { get; set; }
    /// <summary>The blob's own name where it is no layer of files but one file: an artifact.</summary>
    public string Title { get; set; } = "";
    /// <summary>Twelve digits of the digest.</summary>
    public string Short => Digest.TryParse(Name, out var digest) ? digest.Short : Name;
}
