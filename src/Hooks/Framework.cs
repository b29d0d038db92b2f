using Stanch.Sources.Git;

namespace Stanch.Hooks;

/// <summary>
/// The framework of pre-commit.com reads what git writes to <c>pre-push</c> itself, and hands on by variables what it makes of it: of one ref only.
/// </summary>
public static class Framework
{
    /// <returns>Null: it is git that calls.</returns>
    public static (PushedRef Ref, string Remote, string Address)? Push(Func<string, string?> environment, GitSettings settings)
    {
        if (environment("PRE_COMMIT_REMOTE_BRANCH") is not { Length: > 0 } name) return null;
        var (from, to, local) = (environment("PRE_COMMIT_FROM_REF"), environment("PRE_COMMIT_TO_REF"), environment("PRE_COMMIT_LOCAL_BRANCH"));
        // Where a history is pushed from its first commit on, it names the branch alone.
        if (!ObjectId.TryParse(to, out var now) && (local is null || settings.Run("rev-parse", "--verify", "--quiet", local) is not { Code: 0 } run || !ObjectId.TryParse(run.Output.Trim(), out now))) return null;
        return (new PushedRef(name, now, ObjectId.TryParse(from, out var old) ? old : default), environment("PRE_COMMIT_REMOTE_NAME") ?? "", environment("PRE_COMMIT_REMOTE_URL") ?? "");
    }
}
