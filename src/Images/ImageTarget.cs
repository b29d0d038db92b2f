namespace Stanch.Images;

/// <summary>Where images are read from.</summary>
public enum ImageStoreKind { Daemon, OciLayout, SavedArchive, Registry }

/// <summary>Images as the user named them: <c>docker:NAME</c>, <c>oci:DIR</c>, <c>docker-archive:FILE</c>, <c>registry:HOST/NAME</c>.</summary>
/// <param name="Name">As the user wrote it.</param>
/// <param name="Rest">What follows the scheme.</param>
public sealed record ImageTarget(string Name, ImageStoreKind Kind, string Rest)
{
    /// <returns>Null when it names no image: it is a path then.</returns>
    public static ImageTarget? Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return For(name, "docker:", ImageStoreKind.Daemon) ?? For(name, "oci:", ImageStoreKind.OciLayout)
            ?? For(name, "docker-archive:", ImageStoreKind.SavedArchive) ?? For(name, "registry:", ImageStoreKind.Registry);
    }

    private static ImageTarget? For(string name, string scheme, ImageStoreKind kind) =>
        name.StartsWith(scheme, StringComparison.Ordinal) ? new ImageTarget(name, kind, name[scheme.Length..]) : null;
}
