using CsCheck;
using Stanch.Catalog;

namespace Stanch.Tests.Detection;

/// <summary>Detectors made for the tests: each shows one mechanism of the engine.</summary>
internal static class Detectors
{
    public static Detector Make(string id, string[] anchors, string pattern, int before, int after, int run = 0, string set = "", int specificity = 10) => new()
    {
        Id = id, Title = id, Provider = id.Split('/')[0], Severity = Severity.High, Sureness = Sureness.Documented, Family = "api-key",
        Anchors = anchors, Pattern = pattern, Before = before, After = after,
        MinRun = run, RunLow = Bits(set, 0), RunHigh = Bits(set, 64), Specificity = specificity,
    };

    private static ulong Bits(string set, int from) =>
        set.Where(c => c >= from && c < from + 64).Aggregate(0UL, (bits, c) => bits | 1UL << (c - from));

    private const string Alnum = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

    public static Detector Prefixed { get; } = Make("acme/token", ["acm_"], @"(?<![\w])(?<secret>acm_[A-Za-z0-9]{20})(?![\w])", 5, 26, 24, Alnum, 40);

    public static Detector Contextual { get; } = Make("zed/key", ["zedkey"], @"(?i)zedkey\W{1,4}(?<secret>[a-f0-9]{16})\b", 8, 30, 16, "abcdefABCDEF0123456789", 20) with
    {
        MinEntropy = 2.0,
        Beside = [new BesidePart("account", @"(?i)zedaccount\W{1,4}(?<value>\d{6})\b", Needed: true)],
    };

    public static Detector Short { get; } = Make("tri/id", ["tq:"], @"tq:(?<secret>[a-z]{6})\b", 4, 12, specificity: 5);

    public static Detector Password { get; } = Make("generic/password", ["password", "passwd", "pwd"], "", 0, 0, specificity: 0) with { Recognizer = "assignment" };

    public static Detector Token { get; } = Make("generic/token", ["token", "secret", "api_key"], "", 0, 0, specificity: 0) with { Recognizer = "assignment" };

    public static Detector Url { get; } = Make("url/credentials", ["://"], "", 0, 0, specificity: 3) with { Recognizer = "url-credentials" };

    public static Detector[] All { get; } = [Prefixed, Contextual, Short, Password, Token, Url];

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>A value that fits <see cref="Prefixed"/>, different for each <paramref name="seed"/>.</summary>
    public static string AcmeToken(int seed)
    {
        var random = new Random(seed);
        return "acm_" + string.Concat(Enumerable.Range(0, 20).Select(_ => Alnum[random.Next(62)]));
    }
}
