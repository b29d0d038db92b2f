namespace Stanch.Sources;

/// <summary>Where some bytes come from. Content and place are different things: one blob may have many places.</summary>
public abstract record Provenance
{
    /// <summary>What a person reads: a path, an object id. May hold any character: whoever prints it escapes it.</summary>
    public abstract string Describe();

    /// <summary>The file or object that holds it: itself, unless it is something inside of a container.</summary>
    public virtual Provenance Root => this;
}

/// <summary>A file of a scanned folder.</summary>
/// <param name="Path">Relative to the folder that was scanned, with forward slashes; for a single file its name as the user wrote it.</param>
public sealed record FileProvenance(string Path) : Provenance
{
    public override string Describe() => Path;
}

/// <summary>Standard input.</summary>
public sealed record StdinProvenance : Provenance
{
    public override string Describe() => "<stdin>";
}
