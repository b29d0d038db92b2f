namespace Stanch.Catalog;

/// <summary>One provider: what all of its credential types share.</summary>
/// <param name="Id">The provider file's name without its ending: <c>zoom</c>.</param>
/// <param name="Name">As the provider writes itself: <c>Zoom</c>.</param>
/// <param name="Category">One of the closed list in the catalog compiler: <c>cloud</c>, <c>payments</c>, …</param>
/// <param name="Docs">Address of the page that says how its credentials work, or empty.</param>
/// <param name="Hosts">The only hosts that a request about this provider's credentials may go to.</param>
/// <param name="Details">
/// The rest of the provider file (check, revoke, rotate, audit, playbook, by credential) as UTF-8 JSON, validated by
/// the compiler. Scanning never reads it, so it stays bytes until somebody asks.
/// </param>
public sealed record Provider(string Id, string Name, string Category, string Docs, string[] Hosts, ReadOnlyMemory<byte> Details);
