namespace Stanch.Playbooks.Snippets;

/// <summary>One value of a credential.</summary>
/// <param name="Name">Its name in the catalog: <c>client-id</c>; the secret itself is <c>secret</c>.</param>
/// <param name="Variable">The environment variable in which it usually stands: <c>ZOOM_CLIENT_SECRET</c>.</param>
public sealed record CredentialPart(string Name, string Variable)
{
    /// <summary>Some credentials of the type have no such part: where it is absent it is read as null, or as nothing.</summary>
    public bool Optional { get; init; }
}

/// <summary>What a credential consists of; its values are not known here.</summary>
/// <param name="Name">What it is called: <c>Zoom OAuth client secret</c>.</param>
/// <param name="Path">Where it stands in a store: <c>zoom/client-secret</c>.</param>
/// <param name="Parts">All values that it can have, at least one. The secret itself is never optional.</param>
public sealed record CredentialShape(string Name, string Path, IReadOnlyList<CredentialPart> Parts);
