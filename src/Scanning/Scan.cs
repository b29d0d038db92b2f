using System.Collections.Concurrent;
using Stanch.Archives;
using Stanch.Catalog;
using Stanch.Detection;
using Stanch.Images;
using Stanch.Scanning.Content;
using Stanch.Scanning.Ignoring;
using Stanch.Scanning.Merging;
using Stanch.Sources;
using Stanch.Sources.Files;
using Stanch.Sources.Git;
using Stanch.Text;

namespace Stanch.Scanning;

/// <summary>One run: its targets are read one after the other, each by all workers; then places are laid together, known values taken out, and the receipt is written.</summary>
public sealed class Scan
{
    private readonly ScanRequest request;
    private readonly ProviderCatalog catalog;
    private readonly DetectionEngine engine;
    private readonly Sightings sightings;
    private readonly PathRules rules = new();
    private readonly TrackedPaths tracked = new();
    private readonly ImageShelf shelf = new();
    private Origin? imagesOrigin;
    private readonly List<Origin> origins = [];
    private readonly Dictionary<string, Origin> histories = new(StringComparer.Ordinal);
    private readonly List<string> scope = [];
    private readonly List<string> notes = [];
    private readonly DateOnly today;
    private GitHistory? current;

    /// <param name="detectors">Those of the catalog that are to run, and the user's own.</param>
    public Scan(ScanRequest request, ProviderCatalog catalog, IReadOnlyList<Detector> detectors)
    {
        (this.request, this.catalog) = (request, catalog);
        engine = new DetectionEngine(detectors);
        sightings = new Sightings(Coverage);
        today = DateOnly.FromDateTime(request.Clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>Grows while the run goes on: for a progress line.</summary>
    public Coverage Coverage { get; } = new();
    /// <summary>Distinct values so far, known ones among them.</summary>
    public int SecretsSoFar => sightings.ValueCount;

    /// <summary>How much of the history that is being read is done, 0 to 1; null: not known.</summary>
    public double? Share => Volatile.Read(ref current)?.Share;
    /// <summary>What goes on, for a progress line: <c>scanning</c>.</summary>
    public string Doing { get; private set; } = "scanning";

    public ScanOutcome Run(CancellationToken stop)
    {
        var started = request.Clock.GetUtcNow();
        var clock = request.Clock.GetTimestamp();
        var errors = new List<string>();
        var targets = new List<(ScanTarget Target, Origin Origin)>();
        foreach (var name in request.Targets)
        {
            if (ScanTarget.Resolve(name, request, out var error) is not { } target) errors.Add(error);
            else if (OriginOf(target, errors) is { } origin) targets.Add((target, origin));
        }
        if (errors.Count > 0) return new ScanOutcome(null, errors);

        foreach (var (target, origin) in targets)
        {
            if (stop.IsCancellationRequested) Coverage.Skip(SkipReason.Interrupted, target.Name, "stopped before it was begun");
            else if (!Read(target, origin, errors, stop)) return new ScanOutcome(null, errors);
        }
        var whole = !stop.IsCancellationRequested && !Coverage.Partial && LooksEverywhere([.. targets.Select(t => t.Target)]);
        Doing = "judging";
        var judged = new Judgement(request, catalog, rules, [.. origins.Distinct()], whole).Of(sightings);

        var nothing = Coverage.Nothing && sightings.ValueCount == 0 ? NothingScanned() : null;
        if (nothing is not null) notes.Add(nothing.Value.Note);
        return new ScanOutcome(new ScanResult(judged.Findings, new Receipt
        {
            Targets = request.Targets, Scope = [.. scope.Distinct()], Coverage = Coverage,
            CatalogHash = catalog.Hash, Detectors = engine.Detectors.Count, EngineVersion = Version,
            Started = started, Duration = request.Clock.GetElapsedTime(clock), Ignored = judged.Ignored, Thresholds = judged.Thresholds, Notes = [.. notes, .. judged.Notes],
        }), [], nothing?.Fine ?? false, judged.Unwritten);
    }

    /// <summary>What a narrower run does not find may well be there.</summary>
    private bool LooksEverywhere(IReadOnlyList<ScanTarget> targets) =>
        request.History && !request.OnlyChanges && request.MinSeverity == Severity.Info
        && targets.All(t => t.Kind is TargetKind.Folder or TargetKind.GitFolder && t.Around is null)
        && catalog.Detectors.Select(d => d.Id).Except(engine.Detectors.Select(d => d.Id)).FirstOrDefault() is null;

    /// <summary>Of the product.</summary>
    public static string Version { get; } = typeof(Scan).Assembly.GetName().Version is { } v ? $"{v.Major}.{v.Minor}.{v.Build}" : "0.0.0";

    private Origin? OriginOf(ScanTarget target, List<string> errors)
    {
        // A layer that two images share is read once, so they share their rules too.
        if (target.Kind == TargetKind.Image && imagesOrigin is not null) return imagesOrigin;
        var root = target.Repository ?? target.Around;
        var folder = root ?? (target.Kind == TargetKind.Folder ? target.Name : target.Kind == TargetKind.File ? Path.GetDirectoryName(target.Name) ?? "" : ".");
        var read = request.ConfigurationContent is { } content ? IgnorePolicy.Read(content.Name, content.Bytes, today) : IgnorePolicy.Load(folder, today, request.Configuration, request.Baseline);
        if (read.Value is not { } policy)
        {
            errors.AddRange(read.Errors.Select(e => e.ToString()));
            return null;
        }
        List<ConfigurationError> wrong = [.. Origin.BrokenPaths(policy.Configuration), .. policy.Configuration.UnknownDetectors([.. catalog.Detectors.Concat(engine.Detectors).Select(d => d.Id)])];
        if (wrong.Count > 0)
        {
            errors.AddRange(wrong.Select(e => e.ToString()));
            return null;
        }
        var inside = "";
        if (target.Around is { } around)
        {
            var relative = Path.GetRelativePath(around, Path.GetFullPath(target.Kind == TargetKind.File ? Path.GetDirectoryName(Path.GetFullPath(target.Name))! : target.Name));
            inside = relative == "." ? "" : relative.Replace('\\', '/') + "/";
            if (target.Kind == TargetKind.Folder && request.History)
                notes.Add($"{target.Name} is a part of the repository {around}: its files were scanned, and the history was not; scan the repository's root for that");
        }
        var origin = new Origin(request.Targets.Count > 1 && target.Kind != TargetKind.Image ? target.Name : "", "", policy, inside, request.ShowIgnored);
        if (target.Kind == TargetKind.Image) (imagesOrigin, origin.Images) = (origin, shelf);
        origins.Add(origin);
        return origin;
    }

    private bool Read(ScanTarget target, Origin origin, List<string> errors, CancellationToken stop)
    {
        switch (target.Kind)
        {
            case TargetKind.StandardInput:
                scope.Add(request.InputIsMessage ? "commit message" : "stdin");
                Feed(request.InputIsMessage ? new MessageSource(request.StandardInput) :new StdinSource(request.StandardInput), origin, stop);
                return true;
            case TargetKind.File:
                scope.Add("file");
                Feed(new SingleFile(target.Name), origin, stop);
                return true;
            case TargetKind.Image:
                scope.Add("image");
                Feed(new ImageSource(target.Image!, request.Images, shelf), origin, stop);
                return true;
            case TargetKind.Folder:
                scope.Add("tree");
                ReadTree(target, origin, stop);
                return true;
            default:
                return ReadRepository(target.Repository!, origin, errors, stop);
        }
    }

    private void Feed(ISource source, Origin origin, CancellationToken stop)
    {
        var opened = new ConcurrentQueue<ContainerSink>();
        source.Read(Open, Coverage, request.Workers, engine.Reach, stop);
        foreach (var sink in opened) sink.Dispose();

        IBlobSink Open()
        {
            var sink = new ScanSink(engine, rules, sightings, Coverage, origin);
            if (request.Archives is not { } limits) return sink;
            var containers = new ContainerSink(sink, limits, Coverage, engine.Reach, stop);
            opened.Enqueue(containers);
            return containers;
        }
    }

    private void ReadTree(ScanTarget target, Origin origin, CancellationToken stop)
    {
        var tree = new FileTree(target.Name, new FileTreeOptions
        {
            HonourIgnore = request.HonourGitIgnore, Exclude = origin.ExcludedFromWalk, UserIgnoreFile = request.UserIgnoreFile, IsTracked = tracked.Has,
        });
        Feed(tree, origin, stop);
        origin.CurrentIsRead = true;
        if (target.Repository is not null && request.History) ReadRepository(target.Repository, origin, [], stop);
        foreach (var path in tree.NestedRepositories) ReadNested(target, origin, path, files: true, stop);
        if (!request.History) return;
        // What a submodule left behind in the git folders that were read, checked out or not; those that were are known by now.
        foreach (var module in histories.Keys.Order(StringComparer.Ordinal).SelectMany(AbsorbedModules.Of).ToList())
        {
            if (!histories.ContainsKey(module)) ReadNested(target, origin, module, files: false, stop);
        }
    }

    /// <param name="files">Its files were read with the target's.</param>
    private void ReadNested(ScanTarget target, Origin origin, string path, bool files, CancellationToken stop)
    {
        var relative = Path.GetRelativePath(Path.GetFullPath(target.Name), path).Replace('\\', '/');
        if (relative == ".") return;
        var name = request.Targets.Count > 1 ? $"{target.Name}/{relative}" : relative;
        var nested = new Origin(name, relative + "/", PolicyOfNested(path), "", request.ShowIgnored) { CurrentIsRead = files };
        if (files) origin.AddNested(nested);
        origins.Add(nested);
        if (!request.History) return;
        if (stop.IsCancellationRequested) Coverage.Skip(SkipReason.Interrupted, relative, "stopped before its history was begun");
        else ReadRepository(path, nested, [], stop);
    }

    /// <summary>A repository that lies somewhere below is a stranger's: a mistake in its file is said, and does not stop the run.</summary>
    private IgnorePolicy PolicyOfNested(string path)
    {
        var read = IgnorePolicy.Load(path, today, request.Configuration, request.Baseline);
        List<ConfigurationError> wrong = [.. read.Errors, .. read.Value is { } loaded ? Origin.BrokenPaths(loaded.Configuration) : []];
        if (read.Value is { } policy && wrong.Count == 0) return policy;
        notes.AddRange(wrong.Select(e => $"{e}; the file was left aside"));
        return new IgnorePolicy(new Configuration(), baseline: null, baselineFile: "", today);
    }

    private bool ReadRepository(string path, Origin origin, List<string> errors, CancellationToken stop)
    {
        string reason;
        if (!(request.Place is { } place ? GitRepository.TryOpen(place, out var repository, out reason) : GitRepository.TryOpen(path, out repository, out reason, request.AnyAlternate)))
        {
            Coverage.Skip(SkipReason.Unsupported, path, reason);
            return true;
        }
        using (repository)
        {
            if (request.Staged)
            {
                scope.Add("staged");
                Feed(new StagedChanges(repository), origin, stop);
                origin.CurrentIsRead = true;
                return true;
            }
            // A linked work tree has no history of its own.
            if (!request.OnlyChanges && !histories.TryAdd(Path.GetFullPath(repository.CommonFolder), origin))
            {
                origin.History = histories[Path.GetFullPath(repository.CommonFolder)];
                return true;
            }
            scope.Add(request.Pushed is { } pushed ? pushed.Arrived ? "received push" : "push" : request.Range is not null ? $"range {request.Range}" : request.Since is not null ? $"since {request.Since:yyyy-MM-dd}" : "history");
            using var history = new GitHistory(repository, new HistoryOptions { Range = request.Range, Since = request.Since, Pushed = request.Pushed });
            if (!history.Check(out var unknown))
            {
                errors.Add($"--range {Printable.Of(request.Range ?? "", 200)}: {unknown}");
                return false;
            }
            Volatile.Write(ref current, history);
            Feed(history, origin, stop);
            Volatile.Write(ref current, null);
            // Of a few commits it takes no time, and whoever ran out of it must know where to look.
            if (stop.IsCancellationRequested && !request.OnlyChanges) return true;
            Doing = "walking the history";
            origin.Blobs = history.Trace(origin.Wanted(), Coverage, stop);
            Doing = "scanning";
        }
        return true;
    }

    /// <summary>No byte was scanned: either there was none, or something kept the run from seeing any.</summary>
    private (string Note, bool Fine)? NothingScanned()
    {
        if (request.InputIsMessage) return ("nothing was scanned: the message is empty", true);
        if (request.Staged) return ("nothing was scanned: no text is staged", true);
        if (request.OnlyChanges) return ("nothing was scanned: these commits bring no text", true);
        var left = Coverage.SkipCounts.Where(s => s.Key != SkipReason.Empty).Sum(s => s.Value);
        if (left > 0) return ($"nothing was scanned: all {left} things found were left out", false);
        if (request.Targets.Contains("-")) return ("nothing was scanned: standard input was empty", false);
        return ("nothing was scanned: there is not a byte in any file here", true);
    }
}
