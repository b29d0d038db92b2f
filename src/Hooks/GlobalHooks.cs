namespace Stanch.Hooks;

/// <summary>
/// Hooks for every repository of a user, or of a machine: git then looks in one folder alone, and no longer in the repositories. So the folder
/// has a script for each hook that there is, which runs the repository's own.
/// </summary>
public sealed class GlobalHooks(string scope, string folder, GitSettings settings)
{
    private const string Setting = "core.hooksPath";

    // Git changes what it does itself where one of these is there, or wants to be told about it in another way: they can't be stood in for.
    private static readonly string[] StoodIn =
    [
        "applypatch-msg", "pre-applypatch", "post-applypatch", "pre-commit", "pre-merge-commit", "prepare-commit-msg", "commit-msg", "post-commit", "pre-rebase", "post-checkout",
        "post-merge", "pre-push", "update", "pre-receive", "post-receive", "post-update", "reference-transaction", "pre-auto-gc", "post-rewrite", "sendemail-validate", "post-index-change",
    ];

    /// <summary>What a repository may have and git no longer calls.</summary>
    public static IReadOnlyList<string> NotStoodIn { get; } = ["push-to-checkout", "proc-receive"];

    /// <param name="scope"><c>--global</c> or <c>--system</c>.</param>
    /// <param name="userFolder">Where programs keep their settings for this user.</param>
    public static GlobalHooks Of(string scope, string userFolder, string systemFolder, GitSettings settings) =>
        new(scope, Path.Combine(scope == "--system" ? systemFolder : userFolder, "stanch", "hooks"), settings);

    public string Folder => folder;

    public IEnumerable<HookChange> Install(IReadOnlyList<string> hooks, HookProgram program)
    {
        var set = Current();
        if (set is not null && !Same(set, folder))
        {
            // The user's own folder: ours go beside what is there, and nothing else changes.
            foreach (var hook in hooks) yield return new HookFile(set, hook).Install(program, everywhere: false);
            yield break;
        }
        var failed = false;
        foreach (var hook in StoodIn)
        {
            var file = new HookFile(folder, hook);
            // One that was installed earlier stays guarded.
            var guarded = hooks.Contains(hook) || file.IsOurs && IsGuarded(file.Text);
            var change = file.Install(guarded ? program : program, everywhere: true, guarded);
            failed |= !change.Done;
            if (hooks.Contains(hook) || !change.Done) yield return change;
        }
        if (failed || set is not null) yield break;
        var problem = settings.Set(scope, Setting, folder);
        yield return problem is null ? new HookChange(true, $"git config {scope} {Setting} is {folder} now: every repository that sets none of its own; their own hooks are run as well")
            : new HookChange(false, $"git config {scope} {Setting} could not be set: {problem}");
    }

    public IEnumerable<HookChange> Uninstall(IReadOnlyList<string> hooks, bool all)
    {
        var set = Current();
        if (set is not null && !Same(set, folder))
        {
            foreach (var hook in hooks) if (new HookFile(set, hook).Uninstall() is { } change) yield return change;
        }
        if (!Directory.Exists(folder)) yield break;
        if (!all && StoodIn.Except(hooks).Any(h => new HookFile(folder, h) is { IsOurs: true } file && IsGuarded(file.Text)))
        {
            foreach (var hook in hooks)
            {
                var file = new HookFile(folder, hook);
                if (file.IsOurs && IsGuarded(file.Text)) yield return file.Install(new HookProgram(""), everywhere: true, guarded: false) with { Text = $"{hook}: taken away ({file.Path})" };
            }
            yield break;
        }
        if (Same(set ?? "", folder))
        {
            var problem = settings.Unset(scope, Setting);
            yield return problem is null ? new HookChange(true, $"git config {scope} {Setting} is unset") : new HookChange(false, $"git config {scope} {Setting} could not be unset: {problem}");
            if (problem is not null) yield break;
        }
        foreach (var hook in StoodIn) if (new HookFile(folder, hook).Uninstall() is { } change && (hooks.Contains(hook) || !change.Done)) yield return change;
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }

    private static bool IsGuarded(string script) => HookScript.Guards(script);

    private string? Current() => settings.Run("config", scope, "--type=path", "--get", Setting) is { Code: 0 } run ? run.Output.TrimEnd('\n') : null;

    private static bool Same(string a, string b) => a.Length > 0 && Path.TrimEndingDirectorySeparator(Path.GetFullPath(a)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(b));
}
