namespace Stanch.Sources.Git;

/// <summary>
/// The few settings that decide how a repository is laid out, read from its config file as data. Nothing in it is run or followed:
/// includes, commands, hooks and filters are not even looked at. A line that makes no sense is passed over.
/// </summary>
internal sealed class GitConfig
{
    // A config file is a few kilobytes; what is far longer is no config.
    private const int Longest = 1 << 20;
    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    public static GitConfig Read(string path)
    {
        var config = new GitConfig();
        if (SmallFile.TryReadText(path, Longest) is { } text) config.Parse(text);
        return config;
    }

    /// <summary>Last value of <c>section.key</c> or <c>section.subsection.key</c>, or null. A key without a value is <c>true</c>.</summary>
    public string? this[string name] => values.GetValueOrDefault(name);

    public bool IsTrue(string name) => this[name]?.ToLowerInvariant() is "true" or "yes" or "on" or "1";

    /// <summary>Subsections of a section that set a key: <c>remote</c> and <c>promisor</c> give the promisor remotes.</summary>
    public IEnumerable<(string Subsection, string Value)> Each(string section, string key)
    {
        foreach (var (name, value) in values)
        {
            if (name.Length <= section.Length + key.Length + 2) continue;
            if (name.StartsWith(section + ".", StringComparison.OrdinalIgnoreCase) && name.EndsWith("." + key, StringComparison.OrdinalIgnoreCase))
                yield return (name[(section.Length + 1)..^(key.Length + 1)], value);
        }
    }

    internal void Parse(string text)
    {
        var section = "";
        var joined = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\\\n", "", StringComparison.Ordinal);
        foreach (var raw in joined.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or ';') continue;
            if (line[0] == '[')
            {
                var close = line.LastIndexOf(']');
                if (close < 0) continue;
                section = SectionName(line[1..close]);
                line = line[(close + 1)..].Trim();
                if (line.Length == 0 || line[0] is '#' or ';') continue;
            }
            if (section.Length == 0) continue;
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var key = (equals < 0 ? line : line[..equals]).Trim();
            values[$"{section}.{key}"] = equals < 0 ? "true" : Value(line[(equals + 1)..]);
        }
    }

    private static string SectionName(string text)
    {
        var quote = text.IndexOf('"', StringComparison.Ordinal);
        if (quote < 0) return text.Trim();
        var name = text[(quote + 1)..].TrimEnd();
        if (name.EndsWith('"')) name = name[..^1];
        return $"{text[..quote].Trim()}.{name.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)}";
    }

    // Quotes are dropped, a comment outside of them ends the value.
    private static string Value(string text)
    {
        var value = new System.Text.StringBuilder(text.Length);
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"') quoted = !quoted;
            else if (c is '#' or ';' && !quoted) break;
            else if (c == '\\' && i + 1 < text.Length) value.Append(text[++i] switch { 'n' => '\n', 't' => '\t', 'b' => '\b', var other => other });
            else value.Append(c);
        }
        return value.ToString().Trim();
    }
}
