namespace Stanch.Hooks;

/// <summary>The hooks that look for secrets.</summary>
public enum HookKind { PreCommit, CommitMsg, PrePush, PreReceive }

public static class HookNames
{
    /// <summary>All that a workstation has; the one of a server is installed by hand.</summary>
    public static IReadOnlyList<HookKind> OfWorkstation { get; } = [HookKind.PreCommit, HookKind.CommitMsg, HookKind.PrePush];

    public static string Of(HookKind kind) => kind switch
    {
        HookKind.PreCommit => "pre-commit",
        HookKind.CommitMsg => "commit-msg",
        HookKind.PrePush => "pre-push",
        _ => "pre-receive",
    };

    public static HookKind? Parse(string name)
    {
        foreach (var kind in Enum.GetValues<HookKind>()) if (Of(kind) == name) return kind;
        return null;
    }
}
