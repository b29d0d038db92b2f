using CsCheck;
using Stanch.Catalog;

namespace Stanch.Tests.Catalog;

public sealed class SpellingTest
{
    private static readonly Gen<string> Word = Gen.String[Gen.Char['a', 'c'], 0, 8];

    [Theory]
    [InlineData("zoom", "zoom", 0)]
    [InlineData("severty", "severity", 1)]
    [InlineData("github", "gihtub", 2)]
    [InlineData("", "abc", 3)]
    public void Changes_are_counted(string a, string b, int expected) => Assert.Equal(expected, Spelling.Distance(a, b));

    [Fact]
    public void It_is_a_distance() => Gen.Select(Word, Word, Word).Sample((a, b, c) =>
    {
        Assert.Equal(a == b, Spelling.Distance(a, b) == 0);
        Assert.Equal(Spelling.Distance(a, b), Spelling.Distance(b, a));
        Assert.True(Spelling.Distance(a, c) <= Spelling.Distance(a, b) + Spelling.Distance(b, c));
    });
}
