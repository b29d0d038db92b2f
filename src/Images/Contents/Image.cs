namespace Stanch.Images.Contents;

/// <summary>One image (of one platform), or an artifact.</summary>
/// <param name="Reference">What the user named, with the tag that it was found under: <c>registry:localhost:5000/app:1</c>.</param>
/// <param name="Platform"><c>linux/arm64</c>; empty: none is stated.</param>
/// <param name="Digest">Of its manifest, or where there is none of its configuration.</param>
/// <param name="Documents">Its configuration and manifests.</param>
internal sealed record Image(string Reference, string Platform, string Digest, IReadOnlyList<ImageLayer> Layers, IReadOnlySet<Digest> Documents);

/// <param name="Instruction">What made it, as the configuration has it; may hold a secret, so it is redacted like a snippet before it is shown. Empty: not known.</param>
internal sealed record ImageLayer(Layer Layer, string Instruction);
