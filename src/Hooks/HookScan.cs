using Stanch.Scanning;
using Stanch.Scanning.Ignoring;
using Stanch.Sources.Git;

namespace Stanch.Hooks;

/// <summary>What a hook has to scan.</summary>
/// <param name="Request">Null: nothing, since <paramref name="Nothing"/>.</param>
/// <param name="Errors">Why it can't be told; then nothing was scanned.</param>
public sealed record HookScan(ScanRequest? Request, string Nothing, IReadOnlyList<string> Errors)
{
    /// <summary>What the next commit brings, as it is staged.</summary>
    public static HookScan OfStaged(GitPlace place) => Of(new ScanRequest { Targets = ["."], Place = place, Staged = true });

    /// <param name="file">As git names it to the hook.</param>
    public static HookScan OfMessage(string file)
    {
        try
        {
            return Of(new ScanRequest { Targets = ["-"], StandardInput = new MemoryStream(File.ReadAllBytes(file)), InputIsMessage = true });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Wrong($"the commit's message can't be read: {e.Message}");
        }
    }

    /// <summary>What the remote lacks: all that the pushed refs lead to, less what they were there and what was fetched from there.</summary>
    /// <param name="remote">Its name, or its address where it has none.</param>
    public static HookScan OfPush(GitPlace place, IReadOnlyList<PushedRef> refs, string remote, string address, GitSettings settings)
    {
        if (NothingIn(refs) is { } nothing) return nothing;
        IEnumerable<string> names = remote.Length > 0 && remote != address ? [remote] : NamesOf(address, settings);
        return Of(new ScanRequest
        {
            Targets = ["."], Place = place,
            Pushed = new PushedObjects([.. refs.Select(r => r.New).Where(id => !id.IsNone)], [.. refs.Select(r => r.Old).Where(id => !id.IsNone)], [.. names.Select(n => $"refs/remotes/{n}/")]),
        });
    }

    /// <summary>What has arrived and is not yet kept: all that the new values lead to, less what the repository's refs lead to now.</summary>
    public static HookScan OfReceived(GitPlace place, IReadOnlyList<PushedRef> refs)
    {
        if (NothingIn(refs) is { } nothing) return nothing;
        if (!GitRepository.TryOpen(place, out var repository, out var reason)) return Wrong(reason);
        using (repository)
        {
            List<ObjectId> tips = [.. refs.Select(r => r.New).Where(id => !id.IsNone)];
            return Of(new ScanRequest
            {
                Targets = ["."], Place = place, ConfigurationContent = ConfigurationOf(repository, tips),
                Pushed = new PushedObjects(tips, [.. refs.Select(r => r.Old).Where(id => !id.IsNone)], ["refs/"]) { Arrived = true },
            });
        }
    }

    /// <summary>
    /// On a server nothing is checked out. What is pushed brings its own rules, as it does in every other place; where several branches bring different
    /// ones, those of the default branch hold.
    /// </summary>
    private static (string, byte[])? ConfigurationOf(GitRepository repository, List<ObjectId> tips)
    {
        var pushed = TreeFile.Read(repository, tips, Configuration.FileName);
        if (pushed.Count == 1) return (Configuration.FileName, pushed[0]);
        return TreeFile.Head(repository) is { } head && TreeFile.Read(repository, [head], Configuration.FileName) is [var own] ? (Configuration.FileName, own) : null;
    }

    private static HookScan? NothingIn(IReadOnlyList<PushedRef> refs) =>
        refs.Count == 0 ? new HookScan(null, "no ref changes", [])
        : refs.All(r => r.New.IsNone) ? new HookScan(null, refs.Count == 1 ? $"{refs[0].Name} is only deleted" : $"{refs.Count} refs are only deleted", [])
        : null;

    private static IEnumerable<string> NamesOf(string address, GitSettings settings)
    {
        if (address.Length == 0 || settings.Run("config", "-z", "--get-regexp", @"^remote\..*\.(url|pushurl)$") is not { Code: 0 } run) yield break;
        foreach (var entry in run.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var line = entry.Split('\n', 2);
            if (line.Length == 2 && line[1] == address) yield return line[0]["remote.".Length..line[0].LastIndexOf('.')];
        }
    }

    private static HookScan Of(ScanRequest request) => new(request with { AnyAlternate = true }, "", []);
    private static HookScan Wrong(string error) => new(null, "", [error]);
}
