namespace Stanch.Sources.Files;

/// <summary>The ignore files that bear on a folder, the nearest first. Folders share the scopes of the folders around them.</summary>
/// <param name="root">Length of the absolute path, with its slash, of the folder that the rules are relative to.</param>
/// <param name="outer">Asked when these rules are silent.</param>
internal sealed class IgnoreScope(IgnoreRules rules, int root, IgnoreScope? outer)
{
    /// <param name="path">Absolute.</param>
    /// <param name="name">Where its last component starts.</param>
    public bool Ignores(ReadOnlySpan<byte> path, int name, bool folder)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            var verdict = scope.Rules.Judge(path[scope.Root..], name - scope.Root, folder);
            if (verdict != IgnoreVerdict.Silent) return verdict == IgnoreVerdict.Ignored;
        }
        return false;
    }

    private IgnoreRules Rules => rules;
    private int Root => root;
    private IgnoreScope? Outer => outer;
}
