using CsCheck;
using Stanch.Scanning.Merging;

namespace Stanch.Tests.Scanning.Merging;

public sealed class PathGroupsTest
{
    [Fact]
    public void Paths_are_in_one_group_exactly_when_a_chain_of_joins_connects_them() => Gen.Int[0, 12].Array[1, 4].Array[0, 12].Sample(joins =>
    {
        var groups = new PathGroups();
        var plain = Enumerable.Range(0, 13).ToArray();
        foreach (var join in joins)
        {
            groups.Join([.. join.Select(i => $"p{i}")]);
            foreach (var other in join) plain = [.. plain.Select(g => g == plain[other] ? plain[join[0]] : g)];
        }
        var named = joins.SelectMany(j => j).ToHashSet();
        for (var a = 0; a < 13; a++)
        {
            Assert.Equal(named.Contains(a), groups.Find($"p{a}") is not null);
            foreach (var b in named) if (named.Contains(a)) Assert.Equal(plain[a] == plain[b], groups.Find($"p{a}") == groups.Find($"p{b}"));
        }
    }, iter: 500);

    [Fact]
    public void A_long_chain_of_renames_is_no_matter()
    {
        var groups = new PathGroups();
        for (var i = 0; i < 100_000; i++) groups.Join([$"p{i}", $"p{i + 1}"]);
        Assert.Equal(groups.Find("p0"), groups.Find("p100000"));
    }
}
