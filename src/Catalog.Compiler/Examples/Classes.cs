namespace Stanch.Catalog.Compiler.Examples;

/// <summary>The character classes of <c>{class:n}</c>.</summary>
internal static class Classes
{
    private const string Digits = "0123456789";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>Each class as the kinds of characters that it mixes.</summary>
    private static readonly Dictionary<string, string[]> all = new(StringComparer.Ordinal)
    {
        ["digit"] = [Digits],
        ["lower"] = [Lower],
        ["upper"] = [Upper],
        ["alpha"] = [Lower, Upper],
        ["alnum"] = [Lower, Upper, Digits],
        ["lowernum"] = [Lower, Digits],
        ["uppernum"] = [Upper, Digits],
        ["hex"] = ["abcdef", Digits],
        ["HEX"] = ["ABCDEF", Digits],
        ["base64"] = [Lower, Upper, Digits, "+/"],
        ["base64url"] = [Lower, Upper, Digits, "-_"],
        ["base32"] = [Upper, "234567"],
        ["any"] = [Lower, Upper, Digits, "_-"],
    };

    public static IEnumerable<string> Names => all.Keys;

    public static bool Has(string name) => all.ContainsKey(name);

    /// <summary>
    /// So many characters of the class. Eight and more hold a letter of every kind and a digit where the class has them, as real values do:
    /// an example must not fail because its value happens to hold none.
    /// </summary>
    public static string Draw(string name, int count, Patterns.Dice dice)
    {
        var kinds = all[name];
        var alphabet = string.Concat(kinds);
        var needed = count < 8 ? [] : kinds.Where(k => k.Length > 2);
        while (true)
        {
            var text = string.Create(count, (alphabet, dice), static (span, x) =>
            {
                foreach (ref var c in span) c = x.alphabet[x.dice.Below(x.alphabet.Length)];
            });
            if (needed.All(k => text.AsSpan().IndexOfAny(k) >= 0)) return text;
        }
    }
}
