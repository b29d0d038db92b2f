using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Stanch.Tests.Playbooks.Snippets;

/// <summary>The C# compiler, against the runtime that the tests run on.</summary>
internal static class CSharp
{
    private static readonly MetadataReference[] runtime =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(f => Path.GetFileName(f).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(f) is "netstandard.dll" or "mscorlib.dll")
            .Select(f => MetadataReference.CreateFromFile(f))];

    public static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp12));

    public static CSharpCompilation Compile(IEnumerable<SyntaxTree> texts, OutputKind kind) => CSharpCompilation.Create("driver", texts, runtime,
        new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release));

    /// <summary>Writes a program that <c>dotnet</c> runs.</summary>
    public static void Emit(IEnumerable<string> texts, string file)
    {
        var result = Compile(texts.Select(Parse), OutputKind.ConsoleApplication).Emit(file);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        File.WriteAllText(Path.ChangeExtension(file, ".runtimeconfig.json"),
            $$"""{ "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version.Major}}.0.0" }, "rollForward": "LatestMinor" } }""");
    }
}
