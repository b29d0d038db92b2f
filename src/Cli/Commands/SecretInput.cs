using System.Text;
using Stanch.Catalog;
using Stanch.Cli.Output;
using Stanch.Providers.Checks;
using Stanch.Text;

namespace Stanch.Cli.Commands;

/// <summary>A secret and its parts from standard input, the environment, or a prompt that doesn't echo. Never from arguments: any user of the machine can read those.</summary>
internal static class SecretInput
{
    private const string FromEnvironment = "env:";

    /// <param name="needs">Parts that the type's check asks for.</param>
    /// <param name="named">As given to <c>--part</c>.</param>
    /// <param name="command">Whose messages these are.</param>
    /// <returns>Null after a mistake.</returns>
    public static Credential? Read(Detector detector, IReadOnlyList<string> needs, IReadOnlyList<string> named, List<string> errors, string command = "check")
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string> asked = [];
        foreach (var text in named)
        {
            var (name, value) = text.Split('=', 2) is [var n, var v] ? (n, v) : (text, "");
            if (name.Length == 0 || name == "secret") errors.Add($"--part {Printable.Of(name, 60)}=: the name of a part");
            else if (value.Length == 0) asked.Add(name);
            else if (!value.StartsWith(FromEnvironment, StringComparison.Ordinal)) errors.Add($"--part {Printable.Of(name, 60)}=: others can read what stands on a command line; '{Printable.Of(name, 60)}=' reads it from standard input, '{Printable.Of(name, 60)}=env:VARIABLE' from the environment");
            else if (Terminal.Environment(value[FromEnvironment.Length..]) is { Length: > 0 } set) parts[name] = set;
            else errors.Add($"--part {Printable.Of(text, 100)}: there is no such variable");
        }
        if (errors.Count > 0) return null;
        return Terminal.InputIsTerminal ? Prompt(detector, needs, asked, parts) : FromStream(detector, asked, parts, errors, command);
    }

    private static Credential Prompt(Detector detector, IReadOnlyList<string> needs, List<string> asked, Dictionary<string, string> parts)
    {
        var secret = Terminal.Ask($"{detector.Title} (not shown): ");
        foreach (var name in needs.Where(n => !parts.ContainsKey(n)).Union(asked)) parts[name] = Terminal.Ask($"{name} (not shown): ");
        return new Credential(detector, secret, parts);
    }

    /// <summary>With parts to come, the secret is the first line and each part the next one; alone it is all that comes: a key has many lines.</summary>
    private static Credential? FromStream(Detector detector, List<string> asked, Dictionary<string, string> parts, List<string> errors, string command)
    {
        const int limit = 64 * 1024;
        using var input = Terminal.OpenInput();
        var buffer = new byte[limit + 1];
        var length = input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var text = Encoding.UTF8.GetString(buffer, 0, length).TrimEnd('\r', '\n');
        if (length > limit) errors.Add($"{command}: standard input holds more than a secret");
        else if (text.Length == 0) errors.Add($"{command}: standard input is empty; the value belongs there");
        if (errors.Count > 0) return null;
        if (asked.Count == 0) return new Credential(detector, text, parts);
        var lines = text.Split('\n');
        if (lines.Length != asked.Count + 1)
        {
            errors.Add($"{command}: standard input takes {asked.Count + 1} lines: the secret, {string.Join(", ", asked)}; it has {lines.Length}");
            return null;
        }
        foreach (var (i, name) in asked.Index()) parts[name] = lines[i + 1].TrimEnd('\r');
        return new Credential(detector, lines[0].TrimEnd('\r'), parts);
    }
}
