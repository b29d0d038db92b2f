using System.Text;
using System.Text.RegularExpressions;

namespace Stanch.Catalog.Compiler.Format;

/// <summary>
/// Which variables of a command become arguments of a program, where <c>ps</c> shows them to everybody on the machine. What is piped, redirected, put into the
/// program's environment, or given to a command of the shell's own does not: <c>printf %s "$TOKEN" | curl -d @- …</c>.
/// </summary>
internal sealed partial class ShellArguments
{
    private const int Deepest = 16;

    private static readonly HashSet<string> shellsOwn = ["printf", "echo", "[", "[[", "test", "export", "read", "set", "unset", "local", "declare", "cd", ":", "true", "false"];
    private static readonly HashSet<string> reserved = ["{", "}", "!", "if", "then", "elif", "else", "fi", "while", "until", "do", "done"];

    private readonly string script;
    private readonly List<string> found = [];
    private readonly Queue<string> documents = new();
    private int at;
    private int depth;

    private ShellArguments(string script) => this.script = script;

    /// <summary>Each as often as it stands there.</summary>
    public static IReadOnlyList<string> Variables(string script)
    {
        var reader = new ShellArguments(script);
        while (reader.at < script.Length)
        {
            reader.Commands('\0');
            // A closing bracket too many.
            reader.at++;
        }
        return reader.found;
    }

    /// <summary>What a secret is called: <c>ZOOM_TOKEN</c>, and not <c>TOKEN_ID</c>, <c>KEY_FILE</c> or <c>PUBLIC_KEY</c>.</summary>
    public static bool IsSecret(string variable) => Secret().IsMatch(variable) && !Open().IsMatch(variable);

    /// <returns>What is wrong with a command; null if nothing is.</returns>
    public static string? Objection(string script) => Variables(script).FirstOrDefault(IsSecret) is { } secret
        ? $"hands ${secret} to a program as an argument, which every process can read; pipe it: printf '%s\\n' \"Authorization: Bearer ${secret}\" | curl -H @- …"
        : null;

    private void Commands(char end)
    {
        // So deep that nobody could read it either: what stands there counts as arguments, so that it is rather said too often.
        if (++depth > Deepest)
        {
            found.AddRange(Name().Matches(script[at..]).Select(m => m.Groups[1].Value));
            at = script.Length;
        }
        while (at < script.Length && script[at] != end && script[at] != ')') Command(end);
        depth--;
    }

    private void Command(char end)
    {
        string? program = null;
        List<string> variables = [];
        while (at < script.Length && script[at] != end)
        {
            var c = script[at];
            if (c is ' ' or '\t') at++;
            else if (c == '\\' && at + 1 < script.Length && script[at + 1] == '\n') at += 2;
            else if (c == '#') at = Line(at);
            else if (c is '<' or '>' && !Substitution()) Redirection(end);
            else if (c == ')') break;
            else if (c is '\n' or ';' or '|' or '&' or '(')
            {
                if (c == '\n') Documents();
                at++;
                if (c == '(') Nested(')');
                break;
            }
            else
            {
                List<string> own = [];
                var word = Word(end, own);
                if (program is not null || own.Count > 0 && !Assignment().IsMatch(word)) variables.AddRange(own);
                if (program is null && !reserved.Contains(word) && !Assignment().IsMatch(word)) program = word;
            }
        }
        if (program is not null && !shellsOwn.Contains(program)) found.AddRange(variables);
    }

    /// <returns>The word as far as it is literal.</returns>
    private string Word(char end, List<string> variables)
    {
        var text = new StringBuilder();
        while (at < script.Length && script[at] is var c && c != end)
        {
            if (c is ' ' or '\t' or '\n' or ';' or '|' or '&' or '(' or ')' || c is '<' or '>' && !Substitution()) break;
            if (c == '\'') at = After('\'', at + 1);
            else if (c == '"') Quoted(variables);
            else if (c is '$' or '`' or '<' or '>') Expansion(variables);
            else
            {
                if (c == '\\' && at + 1 < script.Length) at++;
                text.Append(script[at++]);
            }
        }
        return text.ToString();
    }

    private void Quoted(List<string> variables)
    {
        at++;
        while (at < script.Length && script[at] != '"')
        {
            if (script[at] == '\\') at += 2;
            else if (script[at] is '$' or '`') Expansion(variables);
            else at++;
        }
        at++;
    }

    /// <summary>At <c>$</c>, <c>`</c>, or <c>&lt;(</c>. What a command in it prints is no variable; the command's own arguments are looked at.</summary>
    private void Expansion(List<string> variables)
    {
        var next = at + 1 < script.Length ? script[at + 1] : '\0';
        if (script[at] == '`')
        {
            at++;
            Nested('`');
        }
        else if (next == '(')
        {
            at += 2;
            Nested(')');
        }
        else if (script[at] == '$' && Name().Match(script, at) is { Success: true } name && name.Index == at)
        {
            variables.Add(name.Groups[1].Value);
            at += name.Length;
            if (next != '{') return;
            while (at < script.Length && script[at] != '}')
            {
                if (script[at] is '$' or '`') Expansion(variables);
                else at++;
            }
            at++;
        }
        else at++;
    }

    private void Nested(char end)
    {
        Commands(end);
        if (at < script.Length && script[at] == end) at++;
    }

    private void Redirection(char end)
    {
        var document = script.AsSpan(at).StartsWith("<<") && !script.AsSpan(at).StartsWith("<<<");
        while (at < script.Length && script[at] is '<' or '>' or '&' or '-') at++;
        while (at < script.Length && script[at] is ' ' or '\t') at++;
        var from = at;
        Word(end, []);
        if (!document) return;
        var word = script[Math.Min(from, script.Length)..Math.Min(at, script.Length)].Trim('\'', '"', '\\');
        documents.Enqueue(word);
    }

    /// <summary>At the end of a line, behind which the texts stand that it announced by <c>&lt;&lt;</c>.</summary>
    private void Documents()
    {
        while (documents.TryDequeue(out var word))
        {
            var close = Regex.Match(script[at..], $@"\n\t*{Regex.Escape(word)}(?=\n|$)", RegexOptions.CultureInvariant);
            at = close.Success ? at + close.Index + close.Length : script.Length;
        }
    }

    private bool Substitution() => at + 1 < script.Length && script[at + 1] == '(';

    private int Line(int from) => script.IndexOf('\n', from) is >= 0 and var end ? end : script.Length;

    private int After(char c, int from) => from < script.Length && script.IndexOf(c, from) is >= 0 and var end ? end + 1 : script.Length;

    [GeneratedRegex("\\$\\{?[#!]?([A-Za-z_][A-Za-z0-9_]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*=", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex("(^|_)(TOKEN|SECRET|PASSWORD|PASSWD|PASS|PASSPHRASE|KEY|JWT|PAT|COOKIE|CREDENTIALS?)$|_PWD$|(WEBHOOK|ADMIN|DATABASE)_URL$|CONNECTION_STRING$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex("(^|_)(PUBLIC|SITE|PROJECT)_KEY$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Open();
}
