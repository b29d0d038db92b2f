namespace Stanch.Detection.Telling;

/// <summary>
/// One expression of <c>tells</c>: the secret, or a part in braces, then verbs divided by <c> | </c>, each of which takes what the one before it made.
/// </summary>
internal sealed class Telling
{
    private readonly IReadOnlyList<(Verb Verb, string[] Arguments)> steps;

    private Telling(string? part, IReadOnlyList<(Verb, string[])> steps)
    {
        Part = part;
        this.steps = steps;
    }

    /// <summary>The part that it begins with; null: the secret.</summary>
    public string? Part { get; }
    public bool IsEmpty => steps.Count == 0;

    /// <summary>Null when a verb can make nothing of it. Bytes stand for the characters that they are widened to.</summary>
    public string? Of(string value)
    {
        string? now = value;
        foreach (var (verb, arguments) in steps)
        {
            if (now is null) return null;
            now = verb.Run(now, arguments);
        }
        return now;
    }

    public static (Telling? Telling, string? Mistake) Parse(string expression)
    {
        var steps = new List<(Verb, string[])>();
        string? part = null;
        foreach (var (i, step) in expression.Split(" | ").Index())
        {
            var words = step.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) return (null, "a verb is missing");
            if (i == 0 && words is [['{', .. var name, '}']])
            {
                part = name;
                continue;
            }
            if (Verbs.All.FirstOrDefault(v => v.Name == words[0]) is not { } verb) return (null, $"'{words[0]}' is no verb; there are {string.Join(", ", Verbs.All.Select(v => v.Name))}");
            if (!verb.Takes(words[1..])) return (null, $"'{step.Trim()}' is not written as {verb.Usage}");
            steps.Add((verb, words[1..]));
        }
        return (new Telling(part, steps), null);
    }
}
