using System.Text;

namespace Stanch.Sources.Files;

/// <summary>What the threads of one walk share.</summary>
/// <param name="target">The root as the user wrote it.</param>
/// <param name="ignores">Null = nothing is ignored.</param>
/// <param name="foundRepository">Told the absolute path of each repository below the root.</param>
/// <param name="rootLength">Of the root's absolute path, without a slash at the end.</param>
internal sealed class Walk(
    string target, FileTreeOptions options, Coverage coverage, RepositoryIgnores? ignores, Action<string> foundRepository,
    int rootLength, int context, CancellationToken stop)
{
    private readonly IgnoreRules? excluded =
        options.Exclude.Count == 0
            ? null
            : new IgnoreRules([.. options.Exclude.Select(g => g.Rule)], options.Exclude.Any(g => g.IgnoreCase));

    public FileTreeOptions Options => options;
    public Coverage Coverage => coverage;
    public RepositoryIgnores? Ignores => ignores;
    public Action<string> FoundRepository => foundRepository;
    public int Context => context;
    public CancellationToken Stop => stop;
    public Crew<FolderWork, FolderReader>? Crew { get; set; }

    /// <summary>Something was left because of <see cref="Stop"/>.</summary>
    public bool Stopped { get; set; }

    public bool IsRoot(Folder folder) => folder.Path.Length == rootLength;

    /// <summary>A path as provenance and coverage name it: relative to the root, a folder with a slash behind; the root as the user wrote it.</summary>
    public string Name(ReadOnlySpan<byte> path, bool folder = false) =>
        path.Length == rootLength ? target : PathText.Decode(path[(rootLength + 1)..]) + (folder ? "/" : "");

    public bool Excludes(ReadOnlySpan<byte> path, int name, bool folder) =>
        excluded is not null && excluded.Judge(path[(rootLength + 1)..], name - rootLength - 1, folder) == IgnoreVerdict.Ignored;

    public bool IsTracked(ReadOnlySpan<byte> path, int repository) =>
        repository >= 0 && options.IsTracked is { } tracked
        && tracked(Encoding.UTF8.GetString(path[..repository]), PathText.Decode(path[(repository + 1)..]));
}
