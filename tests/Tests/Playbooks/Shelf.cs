using System.Text;
using Stanch.Catalog;
using Stanch.Catalog.Compiler;
using Stanch.Playbooks;
using Stanch.Playbooks.Formats;
using Stanch.Tests.Architecture;

namespace Stanch.Tests.Playbooks;

/// <summary>Playbooks of the shipped catalog, and of a small one that doesn't change with it.</summary>
internal static class Shelf
{
    public static ProviderCatalog Shipped { get; } = CatalogBlob.Read((UnmanagedMemoryStream)typeof(Shelf).Assembly.GetManifestResourceStream("catalog.blob")!);

    /// <summary>Zoom's OAuth client secret as it was once, so that a golden file is about the format and not about the advice.</summary>
    public static ProviderCatalog Frozen { get; } = Compile(Repository.At("tests", "Tests", "Golden", "catalog", "zoom.yaml"), Repository.At("tests", "Tests", "Golden", "catalog", "families", "oauth-client.yaml"));

    public static ProviderCatalog Compile(params string[] files) =>
        CatalogCompiler.CompileFiles(files) is { Catalog: { } catalog } ? catalog : throw new InvalidOperationException(string.Join('\n', CatalogCompiler.CompileFiles(files).Diagnostics));

    public static Playbook Of(string id, PlaybookRequest? request = null, ProviderCatalog? catalog = null)
    {
        catalog ??= Shipped;
        return new Library(catalog).Of(catalog.Detectors.Single(d => d.Id == id), request ?? PlaybookRequest.Plain);
    }

    public static string Written(Playbook playbook, string format, bool colour = false)
    {
        using var stream = new MemoryStream();
        PlaybookFormats.Write(playbook, format, stream, colour);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static IEnumerable<Block> Blocks(this Playbook playbook, string section) => playbook.Sections.Single(s => s.Id == section).Blocks;

    public static string Lines(this Playbook playbook, string section) => string.Join('\n', playbook.Blocks(section).SelectMany(b => b.Lines));
}
