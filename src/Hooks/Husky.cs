namespace Stanch.Hooks;

/// <summary>
/// Husky makes its folder of hooks anew at every install of packages, so nothing of ours would last in it. What lasts are the files beside it, which the repository keeps:
/// the lines go there, and name no path of this machine.
/// </summary>
internal sealed class Husky
{
    private const UnixFileMode Mode = (UnixFileMode)0b111_101_101;
    private readonly string folder;
    // Before version 9 git called the kept files themselves.
    private readonly bool old;

    private Husky(string folder, bool old) => (this.folder, this.old) = (folder, old);

    public static Husky? Of(HookFolder hooks)
    {
        if (!hooks.IsLocal || hooks.Setting is null) return null;
        var name = Path.GetFileName(hooks.Path);
        if (name == "_" && File.Exists(Path.Combine(hooks.Path, "h"))) return new Husky(Path.GetDirectoryName(hooks.Path)!, old: false);
        return name == ".husky" && File.Exists(Path.Combine(hooks.Path, "_", "husky.sh")) ? new Husky(hooks.Path, old: true) : null;
    }

    public string PathOf(string hook) => Path.Combine(folder, hook);

    public bool Has(string hook) => MarkedBlock.IsIn(MarkedBlock.Read(PathOf(hook)));

    public HookChange Install(string hook)
    {
        try
        {
            var path = PathOf(hook);
            var text = MarkedBlock.Read(path);
            var start = text.Length == 0 && old ? "#!/usr/bin/env sh\n. \"$(dirname -- \"$0\")/_/husky.sh\"\n" : text;
            var made = MarkedBlock.Put(start, MarkedBlock.Of(Lines(hook)), Place(start));
            if (made == text) return new HookChange(true, $"{hook}: is in place already ({path})");
            MarkedBlock.Write(path, made, Mode);
            return new HookChange(true, $"{hook}: installed for husky ({path}); the file belongs to the repository: commit it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new HookChange(false, $"{hook}: {e.Message}");
        }
    }

    public HookChange? Uninstall(string hook)
    {
        try
        {
            var path = PathOf(hook);
            if (!Has(hook)) return null;
            var rest = MarkedBlock.Remove(MarkedBlock.Read(path));
            // Nothing but what husky itself wants at the start: we made it.
            if (rest.Length == 0 || old && rest == "#!/usr/bin/env sh\n. \"$(dirname -- \"$0\")/_/husky.sh\"\n") File.Delete(path);
            else MarkedBlock.Write(path, rest);
            return new HookChange(true, $"{hook}: taken away ({path})");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new HookChange(false, $"{hook}: {e.Message}");
        }
    }

    /// <summary>First of all: a line further down may end the script.</summary>
    private static int Place(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var end = text.IndexOf('\n', at);
            var line = end < 0 ? text[at..] : text[at..end];
            if (!line.StartsWith("#!", StringComparison.Ordinal) && !line.Contains("/_/husky.sh", StringComparison.Ordinal) && !line.Contains("/husky.sh\"", StringComparison.Ordinal)) break;
            if (end < 0) return at;
            at = end + 1;
        }
        return at;
    }

    // Husky runs it with 'sh -e'.
    private static string Lines(string hook)
    {
        var input = hook == "pre-push";
        return $$"""
            {{(input ? "stanch_input=$(cat)\n" : "")}}stanch_code=0
            stanch_program=$(command -v stanch || git config --get stanch.program || :)
            if [ -n "$stanch_program" ]; then
              {{(input ? "if [ -n \"$stanch_input\" ]; then printf '%s\\n' \"$stanch_input\"; fi | " : "")}}"$stanch_program" hook {{hook}} -- "$@" || stanch_code=$?
            else
              stanch_code=127
            fi
            if [ $stanch_code -eq 1 ]; then exit 1; fi
            if [ $stanch_code -ne 0 ]; then
              why="stanch ended with $stanch_code"
              if [ $stanch_code -eq 127 ]; then why="there is no stanch in PATH, and git config stanch.program names none"; fi
              (
            {{HookScript.Excuse(hook)}}
              ) || exit 1
            fi
            {{(input ? "if [ -n \"$stanch_input\" ]; then exec <<STANCH\n$stanch_input\nSTANCH\nelse exec </dev/null; fi" : "")}}
            """.Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
