namespace Stanch.Catalog;

/// <summary>What credentials of one kind have in common, whoever issues them.</summary>
/// <param name="Id">As in <see cref="Detector.Family"/>: <c>oauth-client</c>.</param>
/// <param name="Title">What one of them is called: <c>OAuth client secret</c>.</param>
/// <param name="Playbook">What to do when one leaked and its provider says nothing else, as UTF-8 JSON validated by the compiler.</param>
public sealed record Family(string Id, string Title, ReadOnlyMemory<byte> Playbook);
