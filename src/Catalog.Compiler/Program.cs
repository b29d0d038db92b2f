using Stanch.Catalog;
using Stanch.Catalog.Compiler;
using Stanch.Catalog.Compiler.Export;
using Stanch.Catalog.Compiler.Format;

switch (args)
{
    case ["compile", var folder, _, _] when !Directory.Exists(folder):
        Console.Error.WriteLine($"{folder}: there is no such folder");
        return 1;

    case ["compile", var folder, var families, var output]:
        var compiled = Report(CatalogCompiler.CompileFolders(folder, families));
        if (compiled is null) return 1;
        WriteWhenChanged(output, CatalogBlob.Write(compiled));
        return 0;

    case ["check", _, ..]:
        var checkedCatalog = Report(CatalogCompiler.CompileFiles(args[1..]));
        if (checkedCatalog is null) return 1;
        Console.WriteLine($"{checkedCatalog.Providers.Count} providers, {checkedCatalog.Detectors.Count} credential types: no mistakes");
        return 0;

    case ["schema", var output]:
        WriteWhenChanged(output, ProviderSchema.Write());
        return 0;

    case ["catalog-schema", var output]:
        WriteWhenChanged(output, CatalogSchema.Write());
        return 0;

    default:
        Console.Error.WriteLine("usage: compile PROVIDERS_DIR FAMILIES_DIR OUT | check FILES | schema OUT | catalog-schema OUT");
        return 2;
}

static ProviderCatalog? Report(CompileResult result)
{
    foreach (var diagnostic in result.Diagnostics) Console.Error.WriteLine(diagnostic);
    return result.Catalog;
}

// What depends on the file is not built again for nothing, and two builds at once don't see half a file.
static void WriteWhenChanged(string path, byte[] content)
{
    if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content)) return;
    var half = $"{path}.{Environment.ProcessId}";
    File.WriteAllBytes(half, content);
    File.Move(half, path, overwrite: true);
}
