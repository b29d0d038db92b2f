using System.Security.Cryptography;
using Stanch.Catalog.Compiler.Format;

namespace Stanch.Catalog.Compiler;

/// <param name="Catalog">Null when a file has a mistake.</param>
/// <param name="Diagnostics">Sorted by file and place; may hold warnings although there is a catalog.</param>
public sealed record CompileResult(ProviderCatalog? Catalog, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Provider files in, a checked catalog out.</summary>
public static class CatalogCompiler
{
    /// <summary>Compiles the files in the order of their names, whatever order they are given in.</summary>
    public static CompileResult CompileFiles(IEnumerable<string> paths) => Compile(paths).Result;

    /// <summary>The same with the examples that the files prove themselves by.</summary>
    internal static (CompileResult Result, IReadOnlyList<Example> Examples) Compile(IEnumerable<string> paths)
    {
        var files = paths.Select(p => (Path: p, Id: Path.GetFileNameWithoutExtension(p))).OrderBy(f => f.Id, StringComparer.Ordinal).ThenBy(f => f.Path, StringComparer.Ordinal);
        var diagnostics = new List<Diagnostic>();
        var providers = new List<ReadProvider>();
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, id) in files)
        {
            var complaints = new Complaints(path);
            if (!ids.TryAdd(id, path)) complaints.Add(new Place(1, 1), Codes.DuplicateId, $"the provider '{id}' is also in {ids[id]}");
            if (ReadFile(path, complaints) is { } bytes && ProviderReader.Read(bytes, id, new Reader(complaints, Users: false)) is { } provider)
                providers.Add(provider);
            diagnostics.AddRange(complaints.InOrder());
        }
        var catalog = diagnostics.Exists(d => !d.Warning) ? null : Assemble(providers);
        return (new CompileResult(catalog, diagnostics), [.. providers.SelectMany(p => p.Examples)]);
    }

    internal static byte[]? ReadFile(string path, Complaints complaints)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            complaints.Add(new Place(1, 1), Codes.Unreadable, e.Message);
            return null;
        }
    }

    private static ProviderCatalog Assemble(List<ReadProvider> read)
    {
        var providers = read.ConvertAll(p => p.Provider);
        var detectors = read.SelectMany(p => p.Detectors).OrderBy(d => d.Id, StringComparer.Ordinal).ToList();
        return new ProviderCatalog(providers, detectors, HashOf(providers, detectors));
    }

    /// <summary>The digest of the blob that has no digest in it yet.</summary>
    internal static string HashOf(IEnumerable<Provider> providers, IEnumerable<Detector> detectors) =>
        Convert.ToHexStringLower(SHA256.HashData(CatalogBlob.Write(new ProviderCatalog(providers, detectors, ""))));
}
