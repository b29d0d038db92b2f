using System.Security.Cryptography;
using Stanch.Catalog.Compiler.Format;
using Stanch.Catalog.Compiler.Patterns;

namespace Stanch.Catalog.Compiler;

/// <param name="Catalog">Null when a file has a mistake.</param>
/// <param name="Diagnostics">Sorted by file and place; may hold warnings although there is a catalog.</param>
public sealed record CompileResult(ProviderCatalog? Catalog, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Provider files and family files in, a checked catalog out.</summary>
public static class CatalogCompiler
{
    /// <summary>
    /// Compiles the files in the order of their names, whatever order they are given in. Those of a folder named <c>families</c> are family files.
    /// </summary>
    public static CompileResult CompileFiles(IEnumerable<string> paths) => Compile(paths).Result;

    /// <summary>The whole catalog: all files of a folder of providers, and of a folder with a file for every family.</summary>
    public static CompileResult CompileFolders(string providers, string families) => CompileFiles(FilesOf(providers, families)) is var result
        && MissingFamilies(families) is { Count: > 0 } missing ? new CompileResult(null, [.. result.Diagnostics, .. missing]) : result;

    internal static IEnumerable<string> FilesOf(string providers, string families) =>
        [.. Directory.EnumerateFiles(providers, "*.yaml"), .. Directory.Exists(families) ? Directory.EnumerateFiles(families, "*.yaml") : []];

    private static List<Diagnostic> MissingFamilies(string folder) =>
        [.. ProviderFormat.Families.Select(f => (Family: f, Path: Path.Combine(folder, f + ".yaml"))).Where(f => !File.Exists(f.Path))
            .Select(f => new Diagnostic(f.Path, 1, 1, Codes.FamilyMissing.Id, $"the family '{f.Family}' lacks its file"))];

    /// <summary>The same with the examples that the files prove themselves by.</summary>
    internal static (CompileResult Result, IReadOnlyList<Example> Examples) Compile(IEnumerable<string> paths)
    {
        var files = paths.Select(p => (Path: p, Id: Path.GetFileNameWithoutExtension(p))).OrderBy(f => f.Id, StringComparer.Ordinal).ThenBy(f => f.Path, StringComparer.Ordinal);
        var diagnostics = new List<Diagnostic>();
        var providers = new List<ReadProvider>();
        var families = new List<Family>();
        var ids = new Dictionary<(bool, string), string>();
        foreach (var (path, id) in files)
        {
            var complaints = new Complaints(path);
            var reader = new Reader(complaints, Users: false);
            var ofFamily = FamilyReader.Takes(path);
            if (!ids.TryAdd((ofFamily, id), path)) complaints.Add(new Place(1, 1), Codes.DuplicateId, $"the {(ofFamily ? "family" : "provider")} '{id}' is also in {ids[(ofFamily, id)]}");
            if (ReadFile(path, complaints) is { } bytes)
            {
                if (ofFamily && FamilyReader.Read(bytes, id, reader) is { } family) families.Add(family);
                if (!ofFamily && ProviderReader.Read(bytes, id, reader) is { } provider) providers.Add(provider);
            }
            diagnostics.AddRange(complaints.InOrder());
        }
        var catalog = diagnostics.Exists(d => !d.Warning) ? null : Assemble(providers, families);
        return (new CompileResult(catalog, diagnostics), [.. providers.SelectMany(p => p.Examples)]);
    }

    /// <param name="named">The place that names the file, where one does.</param>
    internal static byte[]? ReadFile(string path, Complaints complaints, Place? named = null)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            complaints.Add(named ?? new Place(1, 1), Codes.Unreadable, e.Message);
            return null;
        }
    }

    private static ProviderCatalog Assemble(List<ReadProvider> read, List<Family> families)
    {
        var providers = read.ConvertAll(p => p.Provider);
        var detectors = read.SelectMany(p => p.Detectors).OrderBy(d => d.Id, StringComparer.Ordinal)
            .Select(d => d with { AnchorSpots = [.. d.Anchors.Select(RareSpot.Of)] }).ToList();
        return new ProviderCatalog(providers, detectors, HashOf(providers, detectors, families), families);
    }

    /// <summary>The digest of the blob that has no digest in it yet.</summary>
    internal static string HashOf(IEnumerable<Provider> providers, IEnumerable<Detector> detectors, IEnumerable<Family> families) =>
        Convert.ToHexStringLower(SHA256.HashData(CatalogBlob.Write(new ProviderCatalog(providers, detectors, "", families))));
}
