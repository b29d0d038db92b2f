using System.Text;
using Stanch.Tests.Playbooks.Snippets;

namespace Stanch.Tests.Playbooks;

/// <summary>The commands that playbooks tell a reader to run.</summary>
public sealed class CommandTest
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

    private static IEnumerable<(string Name, string Command)> Commands() =>
        from playbook in CatalogPlaybooks.Shipped
        from key in new[] { "generate-call", "revoke-call" }
        where playbook.Texts(key).Count > 0
        select ($"{playbook.Id} {key}", string.Join('\n', playbook.Texts(key)));
}
