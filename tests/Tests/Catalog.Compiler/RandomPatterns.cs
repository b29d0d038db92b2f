using CsCheck;
using static Stanch.Tests.Detection.Detectors;

namespace Stanch.Tests.Catalog.Compiler;

/// <summary>Regular expressions of the kind that provider files hold, at random.</summary>
internal static class RandomPatterns
{
    private static readonly Gen<string> Byte = OneOf(
        "a", "b", "k", "S", "Z", "0", "7", "_", "-", "/", @"\.", @"\-", @"\x41", @"\t", @"\n", @"\s", @"\d", @"\w", @"\W", @"\S", @"\D", ".",
        "[a-f0-9]", "[A-Za-z0-9_-]", "[^'\"\\s]", "[^a-y]", "[ab]", "[]x]", @"[\w.+-]", @"[a-z-[aeiou]]", @"[\x80-\xFF]", @"[^\W_]", "[--/]", @"[\d-x]");

    private static readonly Gen<string> Count = OneOf("", "", "", "?", "??", "{2}", "{0}", "{1,3}", "{0,4}?", "{3,5}");
    private static readonly Gen<string> Edge = OneOf(@"\b", "^", "$", @"\B", "(?<![a-z])", "(?!x)", "(?=[a-z])", "(?<=a|bc)", @"\z", @"\A", "(?i)", "(?#note)");

    private static Gen<string> Sequence(Gen<string> term, int most) => term.Array[1, most].Select(string.Concat);

    private static Gen<string> Term(int depth)
    {
        var atom = Gen.Select(Byte, Count, (b, c) => b + c);
        if (depth == 0) return Gen.Frequency((8, atom), (1, Edge));
        var inner = Gen.Select(Sequence(Term(depth - 1), 3), Sequence(Term(depth - 1), 2), Gen.Bool, (x, y, both) => both ? $"{x}|{y}" : x);
        var group = Gen.Select(OneOf("(", "(?:", "(?>", "(?i:", "(?s:", "(?<part>"), inner, Count, (open, text, count) => $"{open}{text}){count}");
        return Gen.Frequency((8, atom), (1, Edge), (4, group));
    }

    public static Gen<string> Any { get; } = Gen.Select(Gen.OneOf(Gen.Const(""), Gen.Const("(?i)"), Gen.Const("(?xi) ")), Sequence(Term(2), 5), (flags, text) => flags + text);

    /// <summary>With a group <c>secret</c>, and with the anchor <c>key</c> where matches may or must have it.</summary>
    public static Gen<string> Anchored { get; } =
        from flags in OneOf("", "(?i)")
        from before in Sequence(Term(1), 3)
        from anchor in OneOf("key", "k(?:e)y", "ke(?:y|Y)", "(?:api)?key", "(?:key|token)", "(?:key[ab]{0,3}){1,2}", "k[e]y_?", "(?:k|K)ey")
        from between in Sequence(Term(1), 2)
        from secret in Sequence(Term(1), 3)
        from after in Sequence(Term(1), 2)
        from inside in Gen.Bool
        select inside ? $"{flags}{before}(?<secret>{anchor}{secret}){after}" : $"{flags}{before}{anchor}{between}(?<secret>{secret}){after}";
}
