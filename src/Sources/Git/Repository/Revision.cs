namespace Stanch.Sources.Git;

/// <summary>
/// Finds the commit that a revision names: an id or the start of one, a branch, tag, remote branch or other ref, <c>HEAD</c> or <c>@</c>, followed
/// by any of <c>^</c>, <c>^N</c>, <c>~N</c>, <c>^{commit}</c>. Anything else is refused with a reason.
/// </summary>
internal sealed class Revision(GitRepository repository, CommitReader commits)
{
    private const int ShortestAbbreviation = 4;
    private static readonly string[] Folders = ["", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"];

    public bool TryFind(string text, out ObjectId id, out string reason)
    {
        id = default;
        var end = text.AsSpan().IndexOfAny('^', '~');
        var name = end < 0 ? text : text[..end];
        if (text.Contains("@{", StringComparison.Ordinal) || text.Contains(':', StringComparison.Ordinal))
        {
            reason = $"'{text}': only ids, names of refs, ^ and ~ are supported";
            return false;
        }
        if (!TryFindName(name is "@" ? "HEAD" : name, out id, out reason)) return false;
        return end < 0 ? TryPeel(text, ref id, out reason) : TryFollow(text, text.AsSpan(end), ref id, out reason);
    }

    private bool TryFindName(string name, out ObjectId id, out string reason)
    {
        reason = "";
        if (ObjectId.TryParse(name, out id) && id.Bytes.Length == repository.HashLength) return true;
        foreach (var folder in Folders) if (repository.Refs.TryResolve(folder + name, out id)) return true;
        if (repository.Refs.TryResolve($"refs/remotes/{name}/HEAD", out id)) return true;
        if (name.Length < ShortestAbbreviation || name.Length >= repository.HashLength * 2 || !name.All(char.IsAsciiHexDigit))
        {
            reason = $"'{name}' is no revision of this repository";
            return false;
        }
        var found = Abbreviated(name.ToLowerInvariant());
        // Where several objects share the start, a commit is meant.
        if (found.Count > 1) found = [.. found.Where(f => commits.TryPeel(f, out var peeled) && peeled == f)];
        if (found.Count == 1)
        {
            id = found.Single();
            return true;
        }
        reason = found.Count == 0 ? $"'{name}' is no revision of this repository" : $"'{name}' is the start of {found.Count} ids";
        return false;
    }

    private HashSet<ObjectId> Abbreviated(string hex)
    {
        var found = new HashSet<ObjectId>();
        var prefix = new byte[repository.HashLength];
        Convert.FromHexString(hex.PadRight(hex.Length + hex.Length % 2, '0'), prefix, out _, out _);
        foreach (var pack in repository.Database.Packs)
        {
            for (var rank = pack.Index.LowerBound(prefix); rank < pack.Index.Count; rank++)
            {
                if (!Convert.ToHexStringLower(pack.Index.IdAt(rank)).StartsWith(hex, StringComparison.Ordinal)) break;
                found.Add(new ObjectId(pack.Index.IdAt(rank)));
            }
        }
        foreach (var folder in repository.Database.Loose)
        {
            foreach (var id in folder.List(prefix[0], (_, _) => { })) if (id.ToString().StartsWith(hex, StringComparison.Ordinal)) found.Add(id);
        }
        return found;
    }

    private bool TryFollow(string text, ReadOnlySpan<char> steps, ref ObjectId id, out string reason)
    {
        if (!TryPeel(text, ref id, out reason)) return false;
        while (!steps.IsEmpty)
        {
            var step = steps[0];
            steps = steps[1..];
            if (step == '^' && steps.StartsWith("{"))
            {
                var close = steps.IndexOf('}');
                if (close < 0 || steps[1..close] is not ("" or "commit"))
                {
                    reason = $"'{text}': only ^{{commit}} is supported";
                    return false;
                }
                steps = steps[(close + 1)..];
                continue;
            }
            var digits = steps.IndexOfAnyExceptInRange('0', '9');
            var number = digits < 0 ? steps : steps[..digits];
            steps = steps[number.Length..];
            var n = 1;
            if ((number.Length > 0 && !int.TryParse(number, out n)) || (step is not ('^' or '~')))
            {
                reason = $"'{text}' is no revision";
                return false;
            }
            for (var i = 0; i < (step == '~' ? n : Math.Min(n, 1)); i++)
            {
                var parent = step == '~' ? 0 : n - 1;
                if (!commits.TryRead(id, out var commit) || parent >= commit.Parents.Length)
                {
                    reason = $"'{text}': {id} has no such parent";
                    return false;
                }
                id = commit.Parents[parent];
            }
        }
        return true;
    }

    private bool TryPeel(string text, ref ObjectId id, out string reason)
    {
        reason = "";
        if (commits.TryPeel(id, out var commit))
        {
            id = commit;
            return true;
        }
        reason = $"'{text}' is no commit of this repository";
        return false;
    }
}
