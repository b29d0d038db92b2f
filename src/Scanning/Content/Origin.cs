using System.Collections.Concurrent;
using Stanch.Archives;
using Stanch.Detection;
using Stanch.Images;
using Stanch.Scanning.Ignoring;
using Stanch.Sources.Files;
using Stanch.Sources.Git;

namespace Stanch.Scanning.Content;

/// <summary>A target, or one of the repositories in it: what the places of its blobs are relative to, and whose rules hold there.</summary>
internal sealed class Origin
{
    private readonly ConcurrentDictionary<ObjectId, byte> wanted = new();
    private readonly string policyPrefix;
    private readonly bool all;
    private readonly Glob[] excluded;
    private readonly List<Origin> nested = [];

    /// <param name="name">What a finding says as its repository; empty when there is only one.</param>
    /// <param name="prefix">From the target's root to this repository's: empty, or with a slash at its end.</param>
    /// <param name="policyPrefix">From the folder of the policy's file to this one: not empty when only a part of a repository is scanned.</param>
    /// <param name="all">Nothing is left out.</param>
    public Origin(string name, string prefix, IgnorePolicy policy, string policyPrefix, bool all)
    {
        (Name, Prefix, Policy, this.policyPrefix, this.all) = (name, prefix, policy, policyPrefix, all);
        History = this;
        excluded = all ? [] : [.. policy.Configuration.Paths.Select(p => Glob.Parse(p.Text))];
    }

    public static IEnumerable<ConfigurationError> BrokenPaths(Configuration configuration)
    {
        foreach (var path in configuration.Paths)
        {
            if (!Glob.TryParse(path.Text, ignoreCase: false, out _, out var problem))
                yield return new ConfigurationError(configuration.File, path.Line, path.Column, "CFG013", $"the path {ConfigurationError.Quote(path.Text)} {problem}");
        }
    }

    public string Name { get; }
    public string Prefix { get; }
    public IgnorePolicy Policy { get; }

    /// <summary>Whose history holds what stands here: another one's for a linked work tree.</summary>
    public Origin History { get; set; }

    /// <summary>What stands there now was read as files (or as the index), so a place in history that is not among them is gone.</summary>
    public bool CurrentIsRead { get; set; }

    /// <summary>Where blobs come from; null until the history has been walked, or when it was not.</summary>
    public IReadOnlyDictionary<ObjectId, BlobOrigin>? Blobs { get; set; }

    /// <summary>Knows where bytes of images stand; null: this is no image.</summary>
    public ImageShelf? Images { get; set; }

    /// <summary>What the walk of the files can leave out from the start; what it can't is left out when places are laid together.</summary>
    public IReadOnlyList<Glob> ExcludedFromWalk => policyPrefix.Length == 0 ? excluded : [];

    public bool Counts(Match match, string? path) =>
        all || (Policy.Configuration.Selects(match.Detector.Id) && (path is null || !IsExcluded(policyPrefix + path)));

    /// <summary>Itself, or a container that it is in.</summary>
    private bool IsExcluded(string path)
    {
        if (excluded.Length == 0) return false;
        for (var end = path.Length; end > 0; end = path.LastIndexOf(EntryProvenance.Separator, end - 1, StringComparison.Ordinal))
        {
            var part = path[..end];
            if (excluded.Any(g => g.IsMatch(part))) return true;
        }
        return false;
    }

    /// <summary>A file of this target, as rules of the policy's file name it.</summary>
    /// <param name="file">As a finding names it.</param>
    public string InPolicy(string file) => policyPrefix + (file.StartsWith(Prefix, StringComparison.Ordinal) ? file[Prefix.Length..] : file);

    /// <summary>Something was found in this object, so its place must be known.</summary>
    public void Want(ObjectId id) => wanted.TryAdd(id, 0);

    public IReadOnlySet<ObjectId> Wanted() => wanted.Keys.ToHashSet();

    public void AddNested(Origin repository) => nested.Add(repository);

    /// <summary>The innermost repository that a file of this target belongs to, and its path there.</summary>
    public (Origin Origin, string Path) Locate(string path)
    {
        Origin? best = null;
        foreach (var repository in nested)
        {
            if (path.StartsWith(repository.Prefix, StringComparison.Ordinal) && (best is null || repository.Prefix.Length > best.Prefix.Length)) best = repository;
        }
        return best is null ? (this, path) : (best, path[best.Prefix.Length..]);
    }
}
