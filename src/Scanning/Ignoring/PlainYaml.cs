namespace Stanch.Scanning.Ignoring;

// Why a reader of our own: the room may not know a YAML library (only Catalog.Compiler does, and it stays out of a scan), a
// hook has a few milliseconds in all, and `stanch ignore` edits the file in place, for which it must know on which
// lines an entry stands. So `.stanch.yaml` is written in a small subset of YAML, and what is outside of it is an error and never read differently
// than a YAML library would: block mappings and sequences, plain and quoted scalars on one line, `[a, b]` on one line, comments. A test reads
// random documents with YamlDotNet too and compares.

/// <summary>A piece of a document. Positions are 1-based; <paramref name="EndLine"/> is the last line that holds some of it.</summary>
internal abstract record YamlNode(int Line, int Column, int EndLine);

/// <summary>Any scalar is text. <paramref name="Absent"/>: nothing stands where a value could stand.</summary>
internal sealed record YamlScalar(string Text, int Line, int Column, bool Absent = false) : YamlNode(Line, Column, Line);

internal sealed record YamlPair(YamlScalar Key, YamlNode Value);

internal sealed record YamlMapping(IReadOnlyList<YamlPair> Pairs, int Line, int Column, int EndLine) : YamlNode(Line, Column, EndLine);

/// <param name="Flow">Written as <c>[a, b]</c>.</param>
/// <param name="Dashes">Line of each item's dash, for a block sequence.</param>
internal sealed record YamlSequence(IReadOnlyList<YamlNode> Items, IReadOnlyList<int> Dashes, bool Flow, int Line, int Column, int EndLine)
    : YamlNode(Line, Column, EndLine);

/// <param name="Root">Null: the document is empty.</param>
internal sealed record YamlDocument(YamlNode? Root, IReadOnlyList<ConfigurationError> Errors);
