using System.Diagnostics;
using Stanch.Playbooks.Snippets;
using Stanch.Playbooks.Stores;

namespace Stanch.Tests.Playbooks;

/// <summary>
/// The commands that put a credential into a store, run by bash with doubles in place of the stores' own programs: the value arrives, and stands in no
/// argument of any of them.
/// </summary>
public sealed class DepositTest : IDisposable
{
    private static readonly string Value = "it's \"$HOME\" `x` \\n %s " + new string('z', 9);

    private static readonly CredentialShape Shape = new("Zoom OAuth client secret", "zoom/client-secret", [new("client-id", "ZOOM_CLIENT_ID"), new("secret", "ZOOM_CLIENT_SECRET")]);

    private readonly string folder = Directory.CreateTempSubdirectory("stanch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string> Stores => [.. SnippetLibrary.Stores];

    [Theory]
    [MemberData(nameof(Stores))]
    public void A_value_reaches_the_store_and_no_argument(string store)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || !File.Exists("/usr/bin/jq") || !File.Exists("/bin/bash"), "needs bash and jq");
        var (arguments, input) = Run(Deposit.Into(store, Shape, file: false).Commands, $"id-1\n{Value}\n");
        if (store == "env")
        {
            var file = Path.Combine(folder, "zoom-client-secret.env");
            Assert.Equal($"ZOOM_CLIENT_ID=id-1\nZOOM_CLIENT_SECRET={Value}\n", File.ReadAllText(file));
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            return;
        }
        Assert.DoesNotContain("zzz", arguments, StringComparison.Ordinal);
        Assert.NotEmpty(arguments);
        Assert.Contains("id-1", input, StringComparison.Ordinal);
        Assert.Contains(store == "conjur" ? Value : Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal), input, StringComparison.Ordinal);
    }

    /// <summary>What is put in under one name and read under another is not found.</summary>
    [Theory]
    [MemberData(nameof(Stores))]
    public void What_is_put_in_is_what_the_code_reads(string store)
    {
        var commands = Deposit.Into(store, Shape, file: false).Commands;
        var code = SnippetLibrary.Render("python", store, Shape).Code;
        string[] names = store switch
        {
            "env" => ["ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET"],
            "conjur" => ["zoom/client-secret/client-id", "zoom/client-secret/secret"],
            "aws" or "vault" => ["zoom/client-secret", "client_id", "secret"],
            _ => ["zoom-client-secret", "client_id", "secret"],
        };
        Assert.All(names, n => Assert.Contains(n, commands.Replace("%2F", "/", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.All(names, n => Assert.Contains(n, code, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void A_private_key_comes_from_its_file(string store)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || !File.Exists("/usr/bin/jq") || !File.Exists("/bin/bash"), "needs bash and jq");
        File.WriteAllText(Path.Combine(folder, "NEW_KEY"), "first line\nsecond zzz\n");
        var (arguments, input) = Run(Deposit.Into(store, Shape with { Parts = [Shape.Parts[1]] }, file: true).Commands, "");
        Assert.DoesNotContain("zzz", arguments, StringComparison.Ordinal);
        if (store == "env") Assert.Equal("first line\nsecond zzz\n", File.ReadAllText(Path.Combine(folder, "zoom-client-secret")));
        else Assert.Contains("second zzz", input, StringComparison.Ordinal);
    }

    /// <summary>What the doubles were called with, and what they read.</summary>
    private (string Arguments, string Input) Run(string commands, string typed)
    {
        var tools = Directory.CreateDirectory(Path.Combine(folder, "tools")).FullName;
        foreach (var tool in new[] { "aws", "vault", "curl", "az", "gcloud", "kubectl" })
        {
            var path = Path.Combine(tools, tool);
            File.WriteAllText(path, $"#!/bin/bash\nprintf '%s\\n' \"$0 $*\" >> '{folder}/arguments'\ncat >> '{folder}/input'\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        var start = new ProcessStartInfo("/bin/bash", ["-c", "set -eu\n" + commands]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{tools}:/usr/bin:/bin";
        start.Environment["HOME"] = folder;
        foreach (var name in new[] { "TOKEN_HEADER", "CONJUR_APPLIANCE_URL", "CONJUR_ACCOUNT", "VAULT_NAME" }) start.Environment[name] = "x";
        using var process = Process.Start(start)!;
        process.StandardInput.Write(typed);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
        string Read(string file) => File.Exists(Path.Combine(folder, file)) ? File.ReadAllText(Path.Combine(folder, file)) : "";
        return (Read("arguments"), Read("input"));
    }
}
