using Stanch.Detection;
using Stanch.Scanning.Ignoring;
using Stanch.Sources;

namespace Stanch.Scanning.Content;

/// <summary>Where in its blob a secret stands.</summary>
internal readonly record struct Place(Position Start, Position End, string Snippet, InlineMark? Mark);

/// <summary>One secret in one blob. Thousands of versions of a file hold the same one, so what they share is shared.</summary>
/// <param name="Match">What was found; its offsets are of no use any more.</param>
/// <param name="Origin">Which target or repository the blob was read from.</param>
internal readonly record struct Sighting(Match Match, Place Place, Provenance Provenance, Origin Origin);
