namespace Stanch.Hooks;

/// <summary>Puts hooks in place for one repository, and takes them away.</summary>
public sealed class Installation(HookFolder folder)
{
    /// <summary>Where the lines that husky's files get, which name no path of this machine, find the program.</summary>
    public const string ProgramSetting = "stanch.program";

    private readonly GitSettings settings = new(folder.Top);

    public IEnumerable<HookChange> Install(IReadOnlyList<string> hooks, HookProgram program)
    {
        if (!folder.IsLocal)
        {
            yield return Elsewhere(hooks);
            yield break;
        }
        if (Husky.Of(folder) is { } husky)
        {
            foreach (var hook in hooks) yield return husky.Install(hook);
            if (program.Library.Length == 0 && settings.Set("--local", ProgramSetting, program.Path) is { } problem) yield return new HookChange(false, $"git config {ProgramSetting}: {problem}");
            yield break;
        }
        if (Lefthook.Of(folder) is { } lefthook)
        {
            foreach (var change in lefthook.Install(hooks, program)) yield return change;
            yield break;
        }
        foreach (var hook in hooks) yield return new HookFile(folder.Path, hook).Install(program, everywhere: false);
        if (folder.IsShared) yield return new HookChange(true, $"{folder.Path} belongs to the repository (core.hooksPath), and the hooks name a program of this machine: think before you commit them");
    }

    public IEnumerable<HookChange> Uninstall(IReadOnlyList<string> hooks)
    {
        if (folder.IsLocal && Husky.Of(folder) is { } husky)
        {
            foreach (var hook in hooks) if (husky.Uninstall(hook) is { } change) yield return change;
            if (!hooks.Any(husky.Has)) settings.Unset("--local", ProgramSetting);
        }
        if (Lefthook.Of(folder)?.Uninstall() is { } taken) yield return taken;
        // Also where git no longer looks: a setting that came later leaves the hooks behind.
        foreach (var place in folder.IsLocal ? new[] { folder.Path, folder.Usual }.Distinct() : [folder.Usual])
            foreach (var hook in hooks) if (new HookFile(place, hook).Uninstall() is { } change) yield return change;
    }

    /// <summary>A setting for all repositories takes git to another folder, so that hooks of this one would lie there and never run.</summary>
    private HookChange Elsewhere(IReadOnlyList<string> hooks)
    {
        var missing = hooks.Where(h => !HookScript.Guards(new HookFile(folder.Path, h).Text)).ToList();
        var setting = folder.Setting!;
        return missing.Count == 0
            ? new HookChange(true, $"{string.Join(", ", hooks)}: in place already, for every repository ({folder.Path})")
            : new HookChange(false, $"{string.Join(", ", missing)}: git looks for hooks in {folder.Path} alone, since core.hooksPath is set ({setting.Scope}, {setting.Origin}); one in this repository would never run. Use 'stanch install --{(setting.Scope == "system" ? "system" : "global")}'");
    }
}
