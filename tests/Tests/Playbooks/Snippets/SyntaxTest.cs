using Microsoft.CodeAnalysis;
using Stanch.Playbooks.Snippets;
using Stanch.Tests.Architecture;

namespace Stanch.Tests.Playbooks.Snippets;

/// <summary>Every snippet, for credentials of one, two and four parts and for hostile names, before its language's own checker.</summary>
public sealed class SyntaxTest
{
    [Fact]
    public void Python_compiles_them()
    {
        using var snippets = new Rendered("python");
        Tools.Succeed(Tools.NeedPython("py_compile"), ["-W", "error", "-m", "py_compile", .. snippets.Files], snippets.Folder);
    }

    [Fact]
    public void Node_parses_them()
    {
        var node = Tools.Need("node");
        using var snippets = new Rendered("javascript");
        // One process for all: `node --check` takes one file.
        File.WriteAllText(Path.Combine(snippets.Folder, "check.mjs"), """
            import { readFileSync } from "node:fs";
            import { SourceTextModule } from "node:vm";
            for (const file of process.argv.slice(2)) new SourceTextModule(readFileSync(file, "utf8"), { identifier: file });
            """);
        Tools.Succeed(node, ["--experimental-vm-modules", "--no-warnings", "check.mjs", .. snippets.Files], snippets.Folder);
    }

    [Fact]
    public void Javac_compiles_them()
    {
        var javac = Tools.Need("javac");
        using var snippets = new Rendered("java", (name, snippet) => $"package {name};\n{snippet.Code}");
        var stubs = Directory.EnumerateFiles(Stubs("java"), "*.java", SearchOption.AllDirectories);
        // On Windows a command line holds less than all these names.
        var list = Path.Combine(snippets.Folder, "files.txt");
        File.WriteAllLines(list, stubs.Concat(snippets.Files).Select(f => $"\"{f.Replace('\\', '/')}\""));
        Assert.Empty(Tools.Succeed(javac, ["-encoding", "UTF-8", "-Xlint:all", "-Werror", "-proc:none", "-d", Path.Combine(snippets.Folder, "classes"), $"@{list}"], snippets.Folder));
    }

    [Fact]
    public void Gofmt_has_nothing_to_change()
    {
        var gofmt = Tools.Need("gofmt");
        using var snippets = new Rendered("go");
        Assert.Empty(Tools.Succeed(gofmt, ["-e", "-l", "src"], snippets.Folder));
    }

    [Fact]
    public void Go_vet_finds_nothing()
    {
        var go = Tools.Need("go");
        using var snippets = new Rendered("go");
        var packages = Directory.EnumerateDirectories(Path.Combine(snippets.Folder, "src")).Select(f => Path.GetFileName(f)!);
        Tools.Succeed(go, ["vet", .. packages], snippets.Folder, GoVariables(snippets.Folder, Stubs("go")));
    }

    [Fact]
    public void Ruby_parses_them_without_a_warning()
    {
        var ruby = Tools.Need("ruby");
        using var snippets = new Rendered("ruby");
        // One process for all: `ruby -c` takes one file.
        var check = "$VERBOSE = true; ARGV.each { |file| RubyVM::InstructionSequence.compile(File.read(file, encoding: 'UTF-8'), file) }";
        Assert.Empty(Tools.Succeed(ruby, ["-e", check, .. snippets.Files], snippets.Folder));
    }

    [Fact]
    public void Php_parses_them()
    {
        var php = Tools.Need("php");
        using var snippets = new Rendered("php");
        // One process for all: `php -l` takes one file. It compiles too, which needs no more than one credential.
        File.WriteAllText(Path.Combine(snippets.Folder, "check.php"), """
            <?php
            foreach (array_slice($argv, 1) as $file) {
                token_get_all(file_get_contents($file), TOKEN_PARSE);
            }
            """);
        Assert.Empty(Tools.Succeed(php, ["check.php", .. snippets.Files], snippets.Folder));
        Assert.All(SnippetLibrary.Stores, store => Tools.Succeed(php, ["-l", Path.Combine("src", $"{store}2", "Credential.php")], snippets.Folder));
    }

    [Fact]
    public void Roslyn_compiles_them()
    {
        using var snippets = new Rendered("csharp");
        var stubs = Directory.EnumerateFiles(Stubs("csharp"), "*.cs").Select(f => CSharp.Parse(File.ReadAllText(f))).ToArray();
        Assert.All(snippets.Files, file => Assert.Empty(CSharp.Compile([CSharp.Parse(File.ReadAllText(file)), .. stubs], OutputKind.DynamicallyLinkedLibrary).GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => $"{file}: {d}")));
    }

    [Fact]
    public void Bash_and_shellcheck_find_nothing()
    {
        var bash = Tools.Need("bash");
        using var snippets = new Rendered("shell");
        Tools.Succeed(bash, ["-c", "for file; do bash -n \"$file\" || exit 1; done", "check", .. snippets.Files], snippets.Folder);
        // Of what is quoted in hostile names it says that it is quoted.
        Tools.Succeed(Tools.Need("shellcheck"), snippets.Files.Where((_, i) => i % (Shapes.Usual.Count + Shapes.Hostile.Count) < Shapes.Usual.Count), snippets.Folder);
    }

    public static Dictionary<string, string> GoVariables(params string[] places) => new()
    {
        ["GO111MODULE"] = "off", ["GOFLAGS"] = "", ["GOTOOLCHAIN"] = "local", ["CGO_ENABLED"] = "0",
        ["GOPATH"] = string.Join(Path.PathSeparator, places), ["GOCACHE"] = Directory.CreateDirectory(Repository.At("artifacts", "snippets", "go-cache")).FullName,
    };

    private static string Stubs(string language) => Repository.At("tests", "Tests", "Playbooks", "Snippets", "Stubs", language);
}
