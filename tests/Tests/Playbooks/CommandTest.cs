using System.Text;
using System.Text.RegularExpressions;
using Stanch.Catalog.Compiler.Format;
using Stanch.Tests.Playbooks.Snippets;

namespace Stanch.Tests.Playbooks;

/// <summary>The commands that playbooks tell a reader to run.</summary>
public sealed partial class CommandTest
{
    [Fact]
    public void A_shell_can_read_every_command_of_the_catalog()
    {
        var bash = Tools.Need("bash");
        var folder = Directory.CreateTempSubdirectory("stanch-commands-");
        try
        {
            // Each in a function of its own, so that one process reads all and says in which one it stopped.
            var script = new StringBuilder();
            var names = new List<(int Line, string Name)>();
            var line = 1;
            foreach (var (name, command) in Commands())
            {
                names.Add((line, name));
                script.Append("command() {\n").Append(command).Append("\n}\n");
                line += command.Count(c => c == '\n') + 3;
            }
            Assert.True(names.Count > 300, $"{names.Count} commands");
            File.WriteAllText(Path.Combine(folder.FullName, "commands.sh"), script.ToString());
            var (code, output) = Tools.Run(bash, ["-n", "commands.sh"], folder.FullName);
            Assert.True(code == 0 && output.Length == 0, $"{output}\n{string.Join('\n', names.Select(n => $"{n.Line}: {n.Name}"))}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Run by bash, where no program is found and what stands in for all of them notes its arguments.</summary>
    [Fact]
    public void No_command_hands_a_secret_to_a_program_as_an_argument()
    {
        var bash = Tools.Need("bash");
        var folder = Directory.CreateTempSubdirectory("stanch-commands-");
        try
        {
            var script = new StringBuilder("PATH=/nowhere\ncommand_not_found_handle() { printf '%s\\n' \"$name: $*\" >> arguments; }\n");
            var commands = Commands().ToList();
            foreach (var (name, command) in commands)
            {
                script.Append($"name='{name}'\n");
                foreach (var variable in ShellVariable().Matches(command).Select(m => m.Groups[1].Value).Distinct())
                    script.Append($"{variable}={(ShellArguments.IsSecret(variable) || CatalogPlaybooks.SecretOf(name[..name.LastIndexOf(' ')]) == variable ? "zzzSECRET" : "other")}\n");
                script.Append(command).Append('\n');
            }
            File.WriteAllText(Path.Combine(folder.FullName, "commands.sh"), script.ToString());
            Tools.Run(bash, ["commands.sh"], folder.FullName);
            var lines = File.ReadAllLines(Path.Combine(folder.FullName, "arguments"));
            Assert.Equal([], lines.Where(l => l.Contains("zzzSECRET", StringComparison.Ordinal)));
            Assert.Equal([], commands.Select(c => c.Name).Except(lines.Select(l => l.Split(": ")[0])));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex("\\$\\{?([A-Z][A-Z0-9_]*)")]
    private static partial Regex ShellVariable();

    private static IEnumerable<(string Name, string Command)> Commands() =>
        from playbook in CatalogPlaybooks.Shipped
        from key in new[] { "generate-call", "revoke-call" }
        where playbook.Texts(key).Count > 0
        select ($"{playbook.Id} {key}", string.Join('\n', playbook.Texts(key)));
}
