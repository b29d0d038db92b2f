using Stanch.Catalog;
using Stanch.Catalog.Compiler;

namespace Stanch.Tests.Catalog.Compiler;

/// <summary>Provider files written to a folder of their own, and compiled there.</summary>
internal sealed class Compiled : IDisposable
{
    /// <summary>A small provider without a mistake.</summary>
    public const string Acme = """
        name: Acme
        category: payments
        docs: https://acme.example/docs
        hosts: [api.acme.example]
        credentials:
          token:
            title: Acme token
            severity: high
            family: access-token
            source: https://acme.example/docs/tokens
            sure: documented
            find:
              anchors: [acme_]
              pattern: '(?<![A-Za-z0-9_])(?<secret>acme_[A-Za-z0-9]{24})(?![A-Za-z0-9_])'
              match: ["key = 'acme_{alnum:24}'", "ACME_TOKEN=acme_{alnum:24}"]
              ignore: ["acme_{alnum:23}", "acme_your_token_goes_here____"]

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("stanch-").FullName;

    private Compiled(IEnumerable<(string Name, string Text)> files)
    {
        var paths = new List<string>();
        foreach (var (name, text) in files)
        {
            paths.Add(Path.Combine(folder, name));
            Directory.CreateDirectory(Path.GetDirectoryName(paths[^1])!);
            File.WriteAllText(paths[^1], text);
        }
        Paths = paths;
        Result = CatalogCompiler.CompileFiles(paths);
    }

    public IReadOnlyList<string> Paths { get; }
    public CompileResult Result { get; }
    public ProviderCatalog Catalog => Result.Catalog ?? throw new InvalidOperationException(string.Join('\n', Diagnostics));
    /// <summary>Without the folder.</summary>
    public IReadOnlyList<string> Diagnostics => [.. Result.Diagnostics.Select(Shown)];

    public static Compiled Files(params (string Name, string Text)[] files) => new(files);

    /// <summary>Acme's file with one text in it changed.</summary>
    public static Compiled Changed(string from, string to)
    {
        Assert.Contains(from, Acme, StringComparison.Ordinal);
        return new([("acme.yaml", Acme.Replace(from, to, StringComparison.Ordinal))]);
    }

    public string Shown(Diagnostic diagnostic) => diagnostic.ToString().Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
