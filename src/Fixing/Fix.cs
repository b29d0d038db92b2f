using System.Text;
using Stanch.Scanning;
using Stanch.Text;

namespace Stanch.Fixing;

/// <summary>What a fix is asked to do.</summary>
/// <param name="File">The file that holds the value.</param>
/// <param name="Root">Where <c>.env</c> lies: the top of the repository.</param>
/// <param name="Name">Of the variable.</param>
/// <param name="Store">Null: the environment.</param>
/// <param name="Ignored">Git ignores <c>.env</c>.</param>
public sealed record FixRequest(string File, string Root, string Name, string? Store, bool Ignored);

/// <summary>A fix that is worked out and not yet done.</summary>
/// <param name="Edits">Null: it can't be, because of <paramref name="Problem"/>.</param>
/// <param name="Notes">What is left to do.</param>
public sealed record Fix(IReadOnlyList<FileEdit>? Edits, string Problem, IReadOnlyList<string> Notes)
{
    public const string EnvironmentFileName = ".env";

    public static bool IsName(string name) => name.Length is > 0 and <= 128 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    public static Fix Of(Finding finding, FixRequest request)
    {
        var bytes = File.ReadAllBytes(request.File);
        var content = Encoding.UTF8.GetString(bytes);
        if (!Encoding.UTF8.GetBytes(content).AsSpan().SequenceEqual(bytes)) return No("the file is not UTF-8 text");
        if (finding.Decoded is not null) return No($"the value is encoded there ({finding.Decoded}): move it by hand");
        if (finding.LineEnd != finding.LineStart) return No($"the value has several lines, which a file of variables can't hold: keep it in a file outside of the repository, or in a store ('stanch playbook {finding.Detector.Id}')");
        var kind = SourceKind.Of(request.File, content);
        if (kind.Tongue is not { } tongue) return No(kind.Instead);

        var lines = content.Split('\n');
        var line = lines[finding.LineStart - 1];
        var value = finding.Secret.Reveal();
        var start = finding.ColumnStart - 1;
        if (start < 0 || start + value.Length > line.Length || line.AsSpan(start, value.Length) is var there && !there.SequenceEqual(value)) return No("the file was changed since it was scanned");
        StoreRead? store = null;
        if (request.Store is { } named && (store = StoreRead.Of(tongue, named, finding.Detector.Title, finding.Detector.Id, request.Name)) is null)
            return No($"here the code that reads a store can't stand in the middle of a line: 'stanch playbook {finding.Detector.Id} --store {named}' shows it; with --env alone it is read from the environment");
        var rewritten = Rewriting.Of(tongue, line, start, value.Length, request.Name, store?.Expression);
        if (rewritten.Line is null) return No(rewritten.Problem);
        lines[finding.LineStart - 1] = rewritten.Line;
        var after = string.Join('\n', lines);
        if (tongue is Tongue.Python or Tongue.Go && store is null) after = Imports.Put(tongue, after, "import os");
        if (store?.Import is { } import) after = Imports.Put(tongue, after, import);
        return Write(finding, request, tongue, store, new FileEdit(request.File, content, after), value);
    }

    private static Fix Write(Finding finding, FixRequest request, Tongue tongue, StoreRead? store, FileEdit source, string value)
    {
        var edits = new List<FileEdit>();
        var notes = new List<string>();
        var path = Path.Combine(request.Root, EnvironmentFileName);
        var held = FileSet.Read(path);
        if (EnvironmentFile.With(held ?? "", request.Name, value, out var problem) is not { } variables) return No($"{EnvironmentFileName} {problem}");
        if (!request.Ignored)
        {
            var ignore = Path.Combine(request.Root, ".gitignore");
            var rules = FileSet.Read(ignore);
            edits.Add(new FileEdit(ignore, rules, $"{rules}{(rules is { Length: > 0 } && rules[^1] != '\n' ? "\n" : "")}/{EnvironmentFileName}\n"));
        }
        if (variables != held) edits.Add(new FileEdit(path, held, variables) { Private = true });
        if (store is not null)
        {
            var code = Path.Combine(Path.GetDirectoryName(request.File) ?? "", store.Snippet.FileName);
            if (File.Exists(code)) return No($"{Printable.Of(code, 300)} is there already, and would hold the code that reads the store");
            edits.Add(new FileEdit(code, null, store.Snippet.Code));
            notes.Add($"put it into the store ('stanch playbook {finding.Detector.Id} --store {request.Store}' has the commands), then take {request.Name} out of {EnvironmentFileName}: it is kept there until then");
            if (store.Snippet.Install.Length > 0) notes.Add($"install what the code needs: {store.Snippet.Install}");
            notes.AddRange(store.Snippet.Notes);
        }
        else if (tongue == Tongue.Yaml) notes.Add("compose fills in ${...} from .env; whether another program that reads this file does, look up");
        else notes.Add($"{EnvironmentFileName} must be loaded before the program starts, for example: set -a; . ./{EnvironmentFileName}; set +a");
        edits.Add(source);
        notes.Add("if it was ever committed, moving it does not make it secret again: replace it");
        return new Fix(edits, "", notes);
    }

    /// <summary>What changes, with the value redacted everywhere.</summary>
    public IEnumerable<string> Diff(SecretValue secret)
    {
        foreach (var edit in Edits ?? [])
        {
            yield return $"--- {(edit.Before is null ? "/dev/null" : edit.Path)}";
            yield return $"+++ {edit.Path}";
            foreach (var line in LineDiff.Of(edit.Before ?? "", edit.After)) yield return Printable.Of(line.Replace(secret.Reveal(), secret.ToString(), StringComparison.Ordinal), 2000);
        }
    }

    private static Fix No(string problem) => new(null, problem, []);
}
