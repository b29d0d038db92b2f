using System.Security.Cryptography;
using System.Text;
using Stanch.Playbooks.Snippets;
using Stanch.Tests.Architecture;

namespace Stanch.Tests.Playbooks.Snippets;

/// <summary>
/// A snippet for Zoom with a driver around it, as a program that can be started: it prints the credential in every way that its language has, and a
/// digest of the values, which says that they arrived.
/// </summary>
internal sealed class SnippetProgram : IDisposable
{
    public const string Account = "qpZ0planted-account", Client = "Wk7planted-client", Secret = "pl4nted $ecret \"quoted\" 'twice' \\ é";

    private readonly string program;
    private readonly string[] arguments;

    public SnippetProgram(string language, string store, string? parent = null, string? mount = null, CredentialShape? shape = null)
    {
        Folder = parent is null ? Directory.CreateTempSubdirectory("stanch-snippet-").FullName : Directory.CreateDirectory(Path.Combine(parent, Path.GetRandomFileName())).FullName;
        var snippet = SnippetLibrary.Render(language, store, shape ?? Shapes.Three);
        var code = mount is null ? snippet.Code : snippet.Code.Replace("/var/run/secrets/zoom-client-secret", mount, StringComparison.Ordinal);
        switch (language)
        {
            case "python":
                Write(snippet, code, "driver.py");
                (program, arguments) = (Tools.NeedPython(store switch { "aws" => "boto3", "vault" => "hvac", _ => "hashlib" }), ["-B", "driver.py"]);
                break;
            case "javascript":
                Write(snippet, code, "driver.mjs");
                (program, arguments) = (Tools.Need("node"), ["driver.mjs"]);
                break;
            case "java":
                Write(snippet, code, "Driver.java");
                Tools.Succeed(Tools.Need("javac"), ["Credential.java", "Driver.java"], Folder);
                (program, arguments) = (Tools.Need("java"), ["-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", ".", "Driver"]);
                break;
            case "go":
                var source = Directory.CreateDirectory(Path.Combine(Folder, "src", "credential")).FullName;
                File.WriteAllText(Path.Combine(source, snippet.FileName), code);
                File.Copy(Driver("driver.go"), Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "src", "driver")).FullName, "main.go"));
                program = Path.Combine(Folder, OperatingSystem.IsWindows() ? "driver.exe" : "driver");
                Tools.Succeed(Tools.Need("go"), ["build", "-o", program, "driver"], Folder, SyntaxTest.GoVariables(Folder));
                arguments = [];
                break;
            case "ruby":
                Write(snippet, code, "driver.rb");
                (program, arguments) = (Tools.Need("ruby"), ["-E", "UTF-8", "driver.rb"]);
                break;
            case "php":
                Write(snippet, code, "driver.php");
                (program, arguments) = (Tools.Need("php"), ["-d", "display_errors=stderr", "driver.php"]);
                break;
            case "csharp":
                CSharp.Emit([code, File.ReadAllText(Driver("Driver.cs")).Replace("Credential.Read()", code.Contains("ReadAsync", StringComparison.Ordinal) ? "await Credential.ReadAsync()" : "Credential.Read()", StringComparison.Ordinal)],
                    Path.Combine(Folder, "driver.dll"));
                (program, arguments) = (Tools.Need("dotnet"), ["driver.dll"]);
                break;
            default:
                Write(snippet, code, "driver.sh");
                (program, arguments) = (Tools.Need("bash"), [snippet.FileName, Tools.Need("bash"), "driver.sh"]);
                break;
        }
    }

    public string Folder { get; }

    public static string Digest { get; } = DigestOf(Account);

    /// <summary>Of the values where there is no account id.</summary>
    public static string DigestWithoutAccount { get; } = DigestOf("");

    public (int Code, string Output) Start(params (string Name, string Value)[] environment)
    {
        var all = new Dictionary<string, string> { ["LC_ALL"] = "C.UTF-8", ["NO_PROXY"] = "*" };
        foreach (var (name, value) in environment) all[name] = value;
        return Tools.Run(program, arguments, Folder, all);
    }

    /// <summary>The program got the values, and showed none.</summary>
    public void Reads(params (string Name, string Value)[] environment) => Reads(Digest, environment);

    /// <summary>The same where there is no account id, and it need not be there.</summary>
    public void ReadsWithoutAccount(params (string Name, string Value)[] environment) => Reads(DigestWithoutAccount, environment);

    private void Reads(string digest, (string Name, string Value)[] environment)
    {
        var (code, output) = Start(environment);
        Assert.True(code == 0, output);
        Assert.Contains($"digest {digest}", output, StringComparison.Ordinal);
        Assert.DoesNotContain("the store is open", output, StringComparison.Ordinal);
        ShowsNothing(output);
    }

    /// <summary>The program ended with a failure, said what is missing, and showed no value.</summary>
    public void Refuses(string naming, params (string Name, string Value)[] environment)
    {
        var (code, output) = Start(environment);
        Assert.NotEqual(0, code);
        Assert.Contains(naming, output, StringComparison.Ordinal);
        Assert.DoesNotContain("digest", output, StringComparison.Ordinal);
        ShowsNothing(output);
    }

    private static string DigestOf(string account) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account}|{Client}|{Secret}")));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static void ShowsNothing(string output) => Assert.All(["planted", "pl4nted"], value => Assert.DoesNotContain(value, output, StringComparison.Ordinal));

    private static string Driver(string name) => Repository.At("tests", "Tests", "Playbooks", "Snippets", "Drivers", name);

    private void Write(Snippet snippet, string code, string driver)
    {
        File.WriteAllText(Path.Combine(Folder, snippet.FileName), code);
        File.Copy(Driver(driver), Path.Combine(Folder, driver));
    }
}
