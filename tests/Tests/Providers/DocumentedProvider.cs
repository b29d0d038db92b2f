using System.Text;
using Stanch.Tests.Architecture;

namespace Stanch.Tests.Providers;

/// <summary>One type's provider as its documentation has it: what it must be sent and what it answers. Not made from the provider file, which is proved by it.</summary>
internal sealed record DocumentedProvider(string Id, string Method, string Target, string Place, Voice Voice)
{
    public static IReadOnlyList<DocumentedProvider> All { get; } = Read();

    public override string ToString() => Id;

    /// <returns>Empty when it is what the documentation asks for.</returns>
    public string Complaint(CheckedType type, Received request, string prefix)
    {
        if (request.Method != Method) return $"{Id}: {request.Method}";
        var real = ExpectedRequest.IsReal(type, request);
        if (!Meets(prefix + Target, request.Target, type, real, Uri.EscapeDataString)) return $"{Id}: {request.Target}";
        if (Place.StartsWith("target ", StringComparison.Ordinal)) return "";
        if (Place.StartsWith("body ", StringComparison.Ordinal)) return !real || request.Text.Contains(Fill(Place[5..], type, Uri.EscapeDataString), StringComparison.Ordinal) ? "" : $"{Id}: the body lacks it";
        var (name, value) = Place.Split(": ", 2) is [var n, var v] ? (n, v) : throw new InvalidDataException(Place);
        var sent = request.Header(name);
        if (value == "AWS4-HMAC-SHA256") return sent.StartsWith(value, StringComparison.Ordinal) ? "" : $"{Id}: {name}";
        if (value.StartsWith("Basic ", StringComparison.Ordinal)) (value, sent) = (value[6..], Encoding.UTF8.GetString(Convert.FromBase64String(sent[6..])));
        return Meets(value, sent, type, real, s => s) ? "" : $"{Id}: {name} is not as it should be";
    }

    private static bool Meets(string template, string sent, CheckedType type, bool real, Func<string, string> escape)
    {
        if (real) return Fill(template, type, escape) == sent;
        var around = template.Split("{secret}");
        return around.All(a => sent.Contains(Fill(a, type, escape), StringComparison.Ordinal));
    }

    private static string Fill(string template, CheckedType type, Func<string, string> escape)
    {
        foreach (var name in type.Parts.Keys.Append("secret")) template = template.Replace($"{{{name}}}", escape(type.Value(name)!), StringComparison.Ordinal);
        return template;
    }

    private static List<DocumentedProvider> Read()
    {
        var blocks = Repository.Read("tests", "Tests", "Providers", "documented.txt").Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(b => b.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#').ToList());
        List<DocumentedProvider> all = [];
        foreach (var lines in blocks.Where(b => b.Count > 0))
        {
            var head = lines[0].Split(" | ");
            var said = lines.Skip(1).ToDictionary(l => l.Split(' ')[0], Say);
            var request = head[1].Split(' ', 2);
            all.Add(new DocumentedProvider(head[0], request[0], request[1], head[2], new Voice(said["live"], said["wrong"], said.GetValueOrDefault("gone") ?? said["wrong"], said.GetValueOrDefault("restricted"))));
        }
        return all;
    }

    private static Said Say(string line)
    {
        var words = line.Split(' ', 3);
        return new Said(int.Parse(words[1]), words[2], words[2][0] switch { '{' or '[' => "application/json; charset=utf-8", '<' => "text/xml", _ => "text/plain" });
    }
}
