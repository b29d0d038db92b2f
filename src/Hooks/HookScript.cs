namespace Stanch.Hooks;

/// <summary>
/// The script that git runs. It runs what stood there before, hands the same arguments and input to Stanch, and speaks up when Stanch can't run: a program that is gone
/// can't say so itself. All of it is POSIX shell, and where all goes well it starts nothing but the two.
/// </summary>
public static class HookScript
{
    private const string Idle = "# It looks for nothing.";
    private const string Mark = "# stanch-hook 1 ";

    /// <param name="before">How the script finds what stood there before, from its own folder; empty: nothing can have stood there.</param>
    /// <param name="everywhere">It stands in for the hooks of every repository, so it runs the repository's own as well.</param>
    /// <param name="guarded">It looks for secrets, and does not only run others.</param>
    public static string Of(string hook, HookProgram program, bool everywhere, bool guarded)
    {
        var input = hook is "pre-push" or "pre-receive";
        return $"""
            #!/bin/sh
            {Mark}{hook}
            # Put here by 'stanch install'. 'stanch uninstall' takes it away and puts back what stood here before.
            {(guarded ? $"program={HookProgram.Quote(program.Path)}\nlibrary={HookProgram.Quote(program.Library)}" : Idle)}
            {(input && guarded ? Input : "")}
            {Before(hook, everywhere, input && guarded)}
            {(guarded ? Guard(hook, input) : "exit 0")}
            """.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n\n\n", "\n\n", StringComparison.Ordinal) + "\n";
    }

    private const string Input = """
        # Both are to read all that git says; the dot keeps the last line break.
        input=$(cat; echo .)
        input=${input%.}
        """;

    private static string Before(string hook, bool everywhere, bool input)
    {
        var feed = input ? "printf '%s' \"$input\" | " : "";
        var own = everywhere ? $$"""

            dir=${GIT_DIR:-.git}
            if [ ! -d "$dir" ] || [ -f "$dir/commondir" ]; then dir=$(git rev-parse --git-common-dir) || exit 1; fi
            own=$dir/hooks/{{hook}}
            # One of ours in there looks for the same secrets again; what it runs before is still due.
            if [ -f "$own" ] && grep -q '^# stanch-hook ' "$own"; then
              if [ -x "$dir/hooks/stanch-before/{{hook}}" ]; then own=$dir/hooks/stanch-before/{{hook}}; else own=$own.before-stanch; fi
            fi
            if [ -f "$own" ] && [ -x "$own" ] && [ ! "$own" -ef "$0" ]; then {{feed}}"$own" "$@" || exit $?; fi
            """ : "";
        return $$"""
            for before in "${0%/*}/{{hook}}.before-stanch" "${0%/*}/stanch-before/{{hook}}"; do
              if [ -f "$before" ] && [ -x "$before" ]; then
                # pre-commit.com runs what stood there before it, and that may be us: not round in a circle.
                if [ -n "$PRE_COMMIT_RUNNING_LEGACY" ] && grep -q 'pre-commit\.com' "$before"; then continue; fi
                {{feed}}"$before" "$@" || exit $?
              fi
            done{{own}}
            """;
    }

    private static string Guard(string hook, bool input) => $$"""
        if [ ! -x "$program" ] || { [ -n "$library" ] && [ ! -f "$library" ]; }; then
          missing=${library:-$program} library=
          program=$(command -v stanch) || program=
        fi
        if [ -n "$program" ]; then
          {{(input ? "printf '%s' \"$input\" | " : "")}}"$program" ${library:+"$library"} hook {{hook}} -- "$@"
          code=$?
          case $code in 0 | 1) exit $code ;; esac
          why="$program ended with $code"
        else
          why="$missing is gone, and there is no stanch in PATH"
        fi
        {{Excuse(hook)}}
        """;

    /// <summary>What happens when Stanch could not run; <c>why</c> says it.</summary>
    internal static string Excuse(string hook)
    {
        var act = hook is "pre-push" or "pre-receive" ? "push" : "commit";
        var bypass = hook == "pre-receive" ? "" : $$"""
            reason=$(printf '%s' "$STANCH_BYPASS" | tr '[:cntrl:]' ' ')
            if [ -n "$(printf '%s' "$reason" | tr -d ' ')" ]; then
              dir=$(git rev-parse --git-common-dir)/stanch
              mkdir -p "$dir" && printf '%s\t{{hook}}\t%s\t%s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$(id -un)" "$reason" >>"$dir/bypasses.log" ||
                echo "stanch: the bypass could not be recorded" >&2
              echo "stanch: {{hook}} was bypassed: $reason" >&2
              exit 0
            fi

            """;
        return $$"""
            {{bypass}}if [ "$(git config --get stanch.hookFailure)" = allow ]; then
              echo "stanch: this {{act}} was NOT checked for secrets ($why); it goes on, since git config stanch.hookFailure is 'allow'" >&2
              exit 0
            fi
            echo "stanch: {{act}} stopped: it could not be checked for secrets. $why" >&2
            echo "stanch: install Stanch again and run 'stanch install', or go on without it this once: STANCH_BYPASS='why' git {{act}} ..." >&2
            echo "stanch: to never be stopped by it: git config stanch.hookFailure allow; to be rid of it: see {{(hook == "pre-receive" ? "the hook's file" : "$0")}}" >&2
            exit 1
            """;
    }

    public static bool IsOurs(string text) => text.Contains("\n" + Mark, StringComparison.Ordinal);

    /// <summary>One of ours that looks for secrets.</summary>
    public static bool Guards(string text) => IsOurs(text) && !text.Contains("\n" + Idle + "\n", StringComparison.Ordinal);

    /// <summary>One of ours for every repository, which runs the repository's own hook too.</summary>
    public static bool RunsOwn(string text) => IsOurs(text) && text.Contains("\nown=$dir/hooks/", StringComparison.Ordinal);

    /// <summary>What a script of ours starts; null: it is none.</summary>
    public static HookProgram? ProgramOf(string text) => !Guards(text) ? null
        : new HookProgram(Value(text, "program="), Value(text, "library="));

    private static string Value(string text, string name) =>
        HookProgram.Unquote(text.Split('\n').FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? "");
}
