using Stanch.Images;
using Stanch.Sources;
using Stanch.Tests.Kits;

namespace Stanch.Tests.Images;

public sealed class LayoutSourceTest : SourceKit
{
    protected override ISource Make(IReadOnlyDictionary<string, byte[]> blobs) => Source(Fill("image", blobs));

    protected override (ISource Source, string What)? MakeDamaged()
    {
        var folder = Fill("damaged", new Dictionary<string, byte[]> { ["a.txt"] = "text"u8.ToArray() });
        var layer = OciFolder.Layer(("b.txt", "other"));
        folder.Image("broken", [layer]);
        var digest = OciFolder.DigestOf(layer);
        File.Delete(folder.PathOf(digest));
        return (Source(folder), $"oci:{folder.Path}:broken layer {digest[..19]}");
    }

    protected override bool Counts(Provenance provenance) => !provenance.Describe().Contains("/config/", StringComparison.Ordinal) && !provenance.Describe().Contains("/manifest/", StringComparison.Ordinal);

    private OciFolder Fill(string name, IReadOnlyDictionary<string, byte[]> blobs)
    {
        var folder = new OciFolder(Path.Combine(Folder, name));
        folder.Image("one", [.. blobs.Chunk(20).Select(part => OciFolder.Gzip(OciFolder.Tar(part.Select(b => (b.Key, b.Value)))))]);
        return folder;
    }

    private static ImageSource Source(OciFolder folder) => new(ImageTarget.Of("oci:" + folder.Path)!, new ImageAccess(), new ImageShelf());
}
