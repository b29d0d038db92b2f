namespace Stanch.Playbooks.Advice;

/// <summary>What the catalog says about one playbook key.</summary>
/// <param name="Lines">Empty: nobody says it.</param>
/// <param name="Undocumented">The type or its provider lists the key as one about which the public docs say nothing.</param>
internal sealed record Fact(string Key, Origin From, IReadOnlyList<string> Lines, bool Undocumented)
{
    public bool Said => Lines.Count > 0;
}
