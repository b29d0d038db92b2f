using Stanch.Detection;
using Stanch.Sources;

namespace Stanch.Scanning.Content;

/// <summary>The line of a secret and the one above it, when one of them bears a <c>stanch:ignore</c> mark.</summary>
internal sealed record MarkedLines(string Line, string Above);

/// <summary>Where in its blob a secret stands.</summary>
internal readonly record struct Place(Position Start, Position End, string Snippet, MarkedLines? Mark);

/// <summary>One secret in one blob. Thousands of versions of a file hold the same one, so what they share is shared.</summary>
/// <param name="Match">What was found; its offsets are of no use any more.</param>
/// <param name="Origin">Which target or repository the blob was read from.</param>
internal readonly record struct Sighting(Match Match, Place Place, Provenance Provenance, Origin Origin);

/// <summary>A target or a repository of it: what a blob's place is relative to.</summary>
/// <param name="Number">Rising with the order in which targets were given.</param>
/// <param name="Name">What a finding says as its repository; empty when there is only one.</param>
internal sealed record Origin(int Number, string Name);
