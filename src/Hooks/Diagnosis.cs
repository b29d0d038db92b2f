using System.Text.RegularExpressions;

namespace Stanch.Hooks;

/// <summary>What stands guard at one hook.</summary>
/// <param name="By"><c>stanch</c>, <c>husky</c>, <c>lefthook</c>, <c>pre-commit.com</c>; empty: nothing.</param>
/// <param name="File">What git calls, or would.</param>
/// <param name="Program">What is started; empty: not known.</param>
/// <param name="ProgramExists">Null: not known from here.</param>
/// <param name="Before">What runs first, as it did before; empty: nothing.</param>
/// <param name="Problems">One sentence each.</param>
public sealed record HookState(string Hook, bool Protected, string By, string File, string Program, bool? ProgramExists, string Before, IReadOnlyList<string> Problems);

/// <summary>What is protected in one repository, and what is in the way.</summary>
/// <param name="Shadowed">Files that look like hooks and are not called, with what takes their place.</param>
public sealed partial record Diagnosis(HookFolder Folder, IReadOnlyList<HookState> Hooks, IReadOnlyList<string> Shadowed, HookPolicy Policy, IReadOnlyList<Bypass> Bypasses)
{
    private const int BypassesShown = 20;

    public bool Protected => Hooks.All(h => h.Protected);

    /// <param name="onPath">Finds a program in PATH; null: it is not there.</param>
    public static Diagnosis Of(HookFolder folder, bool bare, Func<string, string?> onPath)
    {
        IEnumerable<HookKind> kinds = bare ? [HookKind.PreReceive] : HookNames.OfWorkstation;
        var look = new Look(folder, onPath);
        return new Diagnosis(folder, [.. kinds.Select(k => look.At(HookNames.Of(k)))], [.. look.Shadowed()], HookPolicy.Read(new GitSettings(folder.Top)), Bypass.Read(folder.GitFolder, BypassesShown));
    }

    private sealed partial class Look(HookFolder folder, Func<string, string?> onPath)
    {
        private readonly Husky? husky = Husky.Of(folder);
        private readonly Lefthook? lefthook = Lefthook.Of(folder);

        public HookState At(string hook)
        {
            var file = new HookFile(folder.Path, hook);
            var problems = new List<string>();
            if (husky is not null && husky.Has(hook)) return OfHusky(hook, file, problems);
            var text = file.IsThere ? file.Text : "";
            var runs = file.IsThere && file.CanRun;
            if (file.IsThere && !runs) problems.Add($"{file.Path} can't be executed, so git passes over it: chmod +x it");
            if (HookScript.Guards(text)) return OfScript(hook, file.Path, text, file.Before ?? "", runs, problems);
            if (lefthook is not null && lefthook.Has(hook)) return OfFramework(hook, "lefthook", file, runs && text.Contains("lefthook", StringComparison.Ordinal), lefthook.Path, "run 'lefthook install'", problems);
            if (text.Contains("pre-commit.com", StringComparison.Ordinal))
            {
                // It runs what stood there before it under another name.
                var legacy = file.Path + ".legacy";
                if (HookScript.Guards(HookFile.Read(legacy))) return OfScript(hook, legacy, HookFile.Read(legacy), "", runs && HookFile.CanExecute(legacy), problems);
            }
            if (Configured(hook)) return OfFramework(hook, "pre-commit.com", file, runs && text.Contains("pre-commit.com", StringComparison.Ordinal), ".pre-commit-config.yaml", $"run 'pre-commit install --hook-type {hook}'", problems);
            if (file.Before is { } kept) problems.Add($"{file.Path} was replaced since Stanch put its hook there; {kept} is what stood there before that");
            else if (file.IsThere) problems.Add($"{file.Path} is somebody else's; 'stanch install' puts itself beside it");
            return new HookState(hook, false, "", file.Path, "", null, "", problems);
        }

        private HookState OfScript(string hook, string path, string text, string before, bool runs, List<string> problems)
        {
            var program = HookScript.ProgramOf(text)!;
            var exists = program.Exists;
            var other = exists ? null : onPath("stanch");
            if (!exists)
            {
                problems.Add(other is null ? $"{program.Named} is gone and there is no stanch in PATH, so it can check nothing: run 'stanch install' again"
                    : $"{program.Named} is gone; {other} from PATH is started in its place");
            }
            return new HookState(hook, runs && (exists || other is not null), "stanch", path, other ?? program.Named, exists || other is not null, before, problems);
        }

        private HookState OfHusky(string hook, HookFile file, List<string> problems)
        {
            var program = onPath("stanch") ?? new GitSettings(folder.Top).Value(Installation.ProgramSetting);
            var exists = program is not null && File.Exists(program);
            if (!exists) problems.Add($"there is no stanch in PATH{(program is null ? "" : $", and {program} (git config {Installation.ProgramSetting}) is gone")}, so it can check nothing: run 'stanch install' again");
            var called = file.IsThere && file.CanRun;
            if (!called) problems.Add($"{file.Path} is missing or can't be executed: install husky's hooks again (npm install)");
            return new HookState(hook, exists && called, "husky", husky!.PathOf(hook), program ?? "", exists, "", problems);
        }

        private static HookState OfFramework(string hook, string name, HookFile file, bool installed, string configuration, string cure, List<string> problems)
        {
            if (!installed) problems.Add($"{configuration} names Stanch, but {file.Path} is not {name}'s: {cure}");
            return new HookState(hook, installed, name, configuration, "", null, "", problems);
        }

        private bool Configured(string hook)
        {
            var text = HookFile.Read(Path.Combine(folder.Top, ".pre-commit-config.yaml"));
            return Ids().Matches(text).Any(m => m.Groups[1].Value switch { "" or "-system" => hook == "pre-commit", var rest => rest.Replace("-system", "", StringComparison.Ordinal) == $"-{hook}" });
        }

        [GeneratedRegex(@"^\s*(?:-\s+)?id:\s*['""]?stanch(-[a-z-]+)?['""]?\s*(?:#.*)?$", RegexOptions.Multiline)]
        private static partial Regex Ids();

        public IEnumerable<string> Shadowed()
        {
            if (folder.Path == folder.Usual || !Directory.Exists(folder.Usual)) yield break;
            var setting = folder.Setting is { } set ? $"core.hooksPath ({set.Scope}, {set.Origin}) takes git to {folder.Path}" : $"git looks in {folder.Path}";
            foreach (var path in Directory.EnumerateFiles(folder.Usual).Order(StringComparer.Ordinal))
            {
                var name = Path.GetFileName(path);
                if (name.Contains('.', StringComparison.Ordinal) || !HookFile.CanExecute(path)) continue;
                // The folder for all repositories runs what it stands in for.
                if (HookScript.RunsOwn(new HookFile(folder.Path, name).Text)) continue;
                yield return $"{path} is never run: {setting}";
            }
        }
    }
}
