namespace Stanch.Playbooks.Snippets;

/// <summary>A program text that reads one credential from one store.</summary>
/// <param name="Language">One of <see cref="SnippetLibrary.Languages"/>.</param>
/// <param name="Store">One of <see cref="SnippetLibrary.Stores"/>.</param>
/// <param name="FileName">The file that the text is meant to stand in.</param>
/// <param name="Install">How to get what it needs: a command, or for Java the libraries' coordinates; empty when the language itself has it all.</param>
/// <param name="Code">The text, with lines that end in a line feed.</param>
/// <param name="Notes">What else must hold, in plain text; a note may have several lines, such as a manifest.</param>
public sealed record Snippet(string Language, string Store, string FileName, string Install, string Code, IReadOnlyList<string> Notes);
