using Stanch.Sources.Git;

namespace Stanch.Hooks;

/// <summary>One ref of a push, as git tells it to a hook on standard input.</summary>
/// <param name="Name">On the other side, as in <c>refs/heads/main</c>.</param>
/// <param name="New">None: the ref is deleted.</param>
/// <param name="Old">None: the ref is new.</param>
public sealed record PushedRef(string Name, ObjectId New, ObjectId Old)
{
    /// <summary>Lines of <c>pre-push</c>: local name, local id, remote name, remote id.</summary>
    public static IReadOnlyList<PushedRef> OfPrePush(string input, out string error) => Read(input, fields =>
        // The local side may be any expression, with spaces in it.
        fields.Length >= 4 && Id(fields[^3], out var now) && Id(fields[^1], out var old) ? new PushedRef(fields[^2], now, old) : null, out error);

    /// <summary>Lines of <c>pre-receive</c>: old id, new id, name.</summary>
    public static IReadOnlyList<PushedRef> OfPreReceive(string input, out string error) => Read(input, fields =>
        fields.Length == 3 && Id(fields[0], out var old) && Id(fields[1], out var now) ? new PushedRef(fields[2], now, old) : null, out error);

    private static List<PushedRef> Read(string input, Func<string[], PushedRef?> parse, out string error)
    {
        var refs = new List<PushedRef>();
        error = "";
        foreach (var (i, line) in input.Split('\n', StringSplitOptions.RemoveEmptyEntries).Index())
        {
            if (parse(line.TrimEnd('\r').Split(' ')) is { } pushed) refs.Add(pushed);
            else
            {
                error = $"line {i + 1} of standard input is not what git writes to this hook";
                return [];
            }
        }
        return refs;
    }

    // All zeros stand for nothing.
    private static bool Id(string text, out ObjectId id)
    {
        if (!ObjectId.TryParse(text, out id)) return false;
        if (id.Bytes.IndexOfAnyExcept((byte)0) < 0) id = default;
        return true;
    }
}
