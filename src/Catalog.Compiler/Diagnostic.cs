namespace Stanch.Catalog.Compiler;

/// <summary>One mistake in a provider file or in a user's rules.</summary>
/// <param name="File">As it was named to the compiler.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 code units.</param>
/// <param name="Code">One of <see cref="Codes"/>: <c>CAT014</c>.</param>
/// <param name="Message">One sentence without its full stop.</param>
public sealed record Diagnostic(string File, int Line, int Column, string Code, string Message)
{
    /// <summary>The file still compiles.</summary>
    public bool Warning { get; init; }

    /// <summary>As compilers write it, so that build tools and editors find the place.</summary>
    public override string ToString() => $"{File}({Line},{Column}): {(Warning ? "warning" : "error")} {Code}: {Message}";
}

/// <summary>Collects what is wrong with one file. Everything is reported, not only the first mistake.</summary>
internal sealed class Complaints(string file)
{
    private readonly List<Diagnostic> list = [];

    public string File => file;
    public bool Any => Errors > 0;
    public int Errors { get; private set; }

    public void Add(Place at, Code code, string message)
    {
        list.Add(new Diagnostic(file, at.Line, at.Column, code.Id, OneLine(message)) { Warning = code.Warning });
        if (!code.Warning) Errors++;
    }

    /// <summary>In the order of the file.</summary>
    public IEnumerable<Diagnostic> InOrder() => list.OrderBy(d => d.Line).ThenBy(d => d.Column).ThenBy(d => d.Code, StringComparer.Ordinal);

    // A message may quote the file: nothing in it may break out of its line or drive a terminal.
    private static string OneLine(string message) =>
        string.Concat(message.Select(c => char.IsControl(c) ? $"\\x{(int)c:x2}" : c.ToString()));
}

/// <summary>1-based line and column.</summary>
internal readonly record struct Place(int Line, int Column);
