namespace Stanch.Fixing;

/// <summary>A line before and after, or why it was left as it is.</summary>
internal sealed record Rewritten(string? Line, string Problem);

/// <summary>Writes a line anew, so that it reads the value in place of holding it.</summary>
internal static class Rewriting
{
    /// <param name="start">Where the value begins in the line.</param>
    /// <param name="read">The expression that reads it; null: the environment's.</param>
    public static Rewritten Of(Tongue tongue, string line, int start, int length, string name, string? read)
    {
        if (line.AsSpan(start, length).Contains('\\')) return No("the value is written with backslashes, and what they stand for depends on the literal: move it by hand");
        if (Fixed(tongue, line) is { } why) return No(why);
        if (tongue == Tongue.Yaml) return OfYaml(line, start, length, name);
        if (tongue == Tongue.Shell) return OfShell(line, start, length, name);
        if (Literal(tongue, line, start, length) is not var (open, close)) return No("the value does not stand in a plain text on this line: move it by hand");
        var quote = line[open];
        var expression = read ?? Environment(tongue, name);
        var prefix = Prefix(tongue, line, open);
        var (before, after) = (line[..(open - prefix.Length)], line[(close + 1)..]);
        string head = line[(open + 1)..start], tail = line[(start + length)..close];
        if (head.Length == 0 && tail.Length == 0)
            return prefix.Contains('b', StringComparison.OrdinalIgnoreCase) ? new Rewritten($"{before}{expression}.encode(){after}", "")
                : prefix.Length > 0 && tongue != Tongue.Python ? No("the value stands in a literal with a prefix: move it by hand") : new Rewritten(before + expression + after, "");
        if (prefix.Length > 0) return No("the value is a part of a literal with a prefix: move it by hand");
        if (quote == '`' && tongue is Tongue.JavaScript or Tongue.TypeScript && quote == '`') return new Rewritten($"{before}`{head}${{{expression}}}{tail}`{after}", "");
        if (quote == '`' && tongue != Tongue.Go) return No("the value is a part of a command: move it by hand");
        var plus = tongue == Tongue.Php ? " . " : " + ";
        string[] parts = [.. head.Length > 0 ? new[] { $"{quote}{head}{quote}" } : [], expression, .. tail.Length > 0 ? new[] { $"{quote}{tail}{quote}" } : []];
        return new Rewritten($"{before}({string.Join(plus, parts)}){after}", "");
    }

    public static string Environment(Tongue tongue, string name) => tongue switch
    {
        Tongue.Python => $"os.environ[\"{name}\"]",
        Tongue.JavaScript => $"process.env.{name}",
        Tongue.TypeScript => $"process.env.{name}!",
        Tongue.Java => $"System.getenv(\"{name}\")",
        Tongue.CSharp => $"(System.Environment.GetEnvironmentVariable(\"{name}\") ?? throw new System.InvalidOperationException(\"{name} is not set\"))",
        Tongue.Go => $"os.Getenv(\"{name}\")",
        Tongue.Ruby => $"ENV.fetch(\"{name}\")",
        _ => $"getenv('{name}')",
    };

    /// <summary>Places that a compiler fills in, before anything can be read.</summary>
    private static string? Fixed(Tongue tongue, string line)
    {
        var words = line.Split([' ', '\t', '('], StringSplitOptions.RemoveEmptyEntries);
        var constant = tongue is Tongue.Go or Tongue.CSharp && words.Contains("const")
            || tongue == Tongue.Php && (words.Contains("const") || words.Length > 0 && words[0] is "public" or "private" or "protected" or "static" or "var" && !line.Contains("function", StringComparison.Ordinal));
        if (constant) return "it is a constant, which can't be read when the program runs: make it a variable first";
        var start = line.TrimStart();
        return tongue == Tongue.Java && start.StartsWith('@') || tongue == Tongue.CSharp && start.StartsWith('[') || tongue == Tongue.Php && start.StartsWith("#[", StringComparison.Ordinal)
            ? "it stands in an annotation, which holds constants only: move it by hand" : null;
    }

    /// <summary>The quotes around the value, found by reading the line from its start.</summary>
    private static (int Open, int Close)? Literal(Tongue tongue, string line, int start, int length)
    {
        var quotes = tongue switch { Tongue.Java or Tongue.CSharp => "\"", Tongue.Go => "\"`", Tongue.JavaScript or Tongue.TypeScript => "\"'`", _ => "\"'" };
        var open = -1;
        for (var i = 0; i < line.Length; i++)
        {
            if (open < 0)
            {
                if (i >= start) return null;
                if (!quotes.Contains(line[i], StringComparison.Ordinal)) continue;
                // Three of them begin a text that may go on over lines.
                if (i + 2 < line.Length && line[i + 1] == line[i] && line[i + 2] == line[i]) return null;
                open = i;
            }
            else if (line[i] == '\\' && !(tongue == Tongue.Go && line[open] == '`')) i++;
            else if (line[i] == line[open])
            {
                if (i >= start + length) return open < start ? (open, i) : null;
                open = i >= start ? -2 : -1;
                if (open == -2) return null;
            }
        }
        return null;
    }

    private static string Prefix(Tongue tongue, string line, int open)
    {
        var at = open;
        while (at > 0 && (tongue == Tongue.Python && char.IsAsciiLetter(line[at - 1]) || tongue == Tongue.CSharp && line[at - 1] is '$' or '@' && tongue == Tongue.CSharp)) at--;
        return line[at..open];
    }

    private static Rewritten OfShell(string line, int start, int length, string name)
    {
        var read = $"${{{name}:?{name} is not set}}";
        var quote = Around(line, start);
        var end = start + length;
        if (quote is '\'')
        {
            var close = line.IndexOf('\'', end);
            var open = line.LastIndexOf('\'', start - 1);
            if (open < 0 || close < 0) return No("the quotes around the value don't end on this line: move it by hand");
            string head = line[(open + 1)..start], tail = line[end..close];
            return new Rewritten($"{line[..open]}{(head.Length > 0 ? $"'{head}'" : "")}\"{read}\"{(tail.Length > 0 ? $"'{tail}'" : "")}{line[(close + 1)..]}", "");
        }
        if (line.TrimStart().StartsWith('#')) return No("it stands in a comment: take it out by hand");
        return new Rewritten(quote is '"' ? line[..start] + read + line[end..] : $"{line[..start]}\"{read}\"{line[end..]}", "");
    }

    /// <summary>The quote in which a place of a shell's line stands; null: none.</summary>
    private static char? Around(string line, int at)
    {
        char? open = null;
        for (var i = 0; i < at; i++)
        {
            if (line[i] == '\\' && open != '\'') i++;
            else if (open is null && line[i] is '\'' or '"' && open is null) open = line[i];
            else if (open == line[i]) open = null;
        }
        return open;
    }

    private static Rewritten OfYaml(string line, int start, int length, string name)
    {
        if (line.TrimStart().StartsWith('#')) return No("it stands in a comment: take it out by hand");
        var read = $"${{{name}}}";
        var quoted = Around(line, start) is not null;
        var whole = start >= 1 && line[start - 1] == ' ' && (start + length == line.Length || line[start + length] is ' ' or '\r');
        return new Rewritten(quoted || !whole ? line[..start] + read + line[(start + length)..] : $"{line[..start]}\"{read}\"{line[(start + length)..]}", "");
    }

    private static Rewritten No(string why) => new(null, why);
}
