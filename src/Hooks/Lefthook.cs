namespace Stanch.Hooks;

/// <summary>
/// Lefthook writes its hooks anew from its configuration and moves others aside without running them. So the command goes into the configuration: into the file that is this machine's own.
/// </summary>
internal sealed class Lefthook
{
    private Lefthook(string path) => Path = path;

    /// <summary>The file for what is this machine's own.</summary>
    public string Path { get; }

    public static Lefthook? Of(HookFolder hooks)
    {
        foreach (var prefix in new[] { "", "." })
        {
            foreach (var ending in new[] { "yml", "yaml" })
                if (File.Exists(System.IO.Path.Combine(hooks.Top, $"{prefix}lefthook.{ending}"))) return new Lefthook(System.IO.Path.Combine(hooks.Top, $"{prefix}lefthook-local.{ending}"));
        }
        return null;
    }

    public bool Has(string hook) => MarkedBlock.Read(Path) is var text && MarkedBlock.IsIn(text) && text.Contains($" hook {hook} ", StringComparison.Ordinal);

    public IEnumerable<HookChange> Install(IReadOnlyList<string> hooks, HookProgram program)
    {
        var text = MarkedBlock.Read(Path);
        var others = MarkedBlock.Remove(text);
        var taken = hooks.Where(h => others.Split('\n').Any(l => l.StartsWith(h, StringComparison.Ordinal) && l[h.Length..].TrimStart().StartsWith(':'))).ToList();
        List<string> mine = [.. hooks.Except(taken)];
        // Hooks that are there already stay.
        List<string> all = [.. HookNames.OfWorkstation.Select(HookNames.Of).Where(h => mine.Contains(h) || !taken.Contains(h) && Has(h))];
        foreach (var hook in taken)
            yield return new HookChange(false, $"{hook}: {Path} has a section '{hook}' already, which is not Stanch's to change; add below its 'commands:'  stanch: {{ run: \"{Run(hook, program)}\"{(hook == "pre-push" ? ", use_stdin: true" : "")} }}");
        if (all.Count == 0) yield break;
        var block = MarkedBlock.Of(string.Join('\n', all.Select(h => $"{h}:\n  commands:\n    stanch:\n      run: {Run(h, program)}{(h == "pre-push" ? "\n      use_stdin: true" : "")}")));
        string? problem = null;
        try
        {
            // At the start, where it does not matter how the rest ends.
            MarkedBlock.Write(Path, MarkedBlock.Put(text, block, text.StartsWith("---\n", StringComparison.Ordinal) ? 4 : 0));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = e.Message;
        }
        foreach (var hook in mine) yield return new HookChange(problem is null, problem is null ? $"{hook}: installed for lefthook ({Path}); run 'lefthook install' once" : $"{hook}: {problem}");
    }

    public HookChange? Uninstall()
    {
        try
        {
            var text = MarkedBlock.Read(Path);
            if (!MarkedBlock.IsIn(text)) return null;
            var rest = MarkedBlock.Remove(text);
            if (rest.Length == 0) File.Delete(Path);
            else MarkedBlock.Write(Path, rest);
            return new HookChange(true, $"taken out of {Path}; run 'lefthook install' once");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new HookChange(false, e.Message);
        }
    }

    private static string Run(string hook, HookProgram program) => $"{program.Command} hook {hook} -- {(hook == "commit-msg" ? "{1}" : hook == "pre-push" ? "{0}" : "")}".TrimEnd();
}
