namespace Stanch.Playbooks.Advice;

/// <summary>What the catalog says about one playbook key.</summary>
/// <param name="Lines">Empty: nobody says it.</param>
/// <param name="Undocumented">The type or its provider lists the key as one about which the public docs say nothing.</param>
internal sealed record Fact(string Key, Origin From, IReadOnlyList<string> Lines, bool Undocumented)
{
    private static readonly string[] nothing = ["nothing", "none", "not needed", "does not apply"];

    public bool Said => Lines.Count > 0;

    /// <summary>The provider speaks of its other types only.</summary>
    public bool OfOthers { get; init; }

    /// <summary>It is said that there is nothing to do, or nothing there: <c>Nothing is minted from it</c>, <c>None; every call carries the key</c>.</summary>
    public bool Nothing => Said && nothing.Any(n => Lines[0].StartsWith(n, StringComparison.OrdinalIgnoreCase) && (Lines[0].Length == n.Length || !char.IsLetter(Lines[0][n.Length])));
}
