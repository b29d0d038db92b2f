using CsCheck;
using Stanch.Scanning;

namespace Stanch.Tests.Scanning.Ignoring;

public sealed class FingerprintTest
{
    [Fact]
    public void The_same_value_and_salt_give_the_same_fingerprint_and_another_salt_another_one()
    {
        var one = Fingerprint.Of("value"u8, "salt-salt"u8);
        Assert.Equal(one, Fingerprint.Of("value"u8, "salt-salt"u8));
        Assert.NotEqual(one[2..], Fingerprint.Of("value"u8, "salt-salu"u8)[2..]);
        Assert.NotEqual(one[2..], Fingerprint.Of("valuf"u8, "salt-salt"u8)[2..]);
    }

    [Fact]
    public void It_starts_with_the_cheap_prefix_and_is_well_formed()
    {
        var whole = Fingerprint.Of("value"u8, Fingerprint.DefaultSalt);
        Assert.Equal(Fingerprint.Prefix("value"u8), whole[0]);
        Assert.True(Fingerprint.IsWellFormed(whole));
        Assert.True(Fingerprint.IsWellFormed(whole.AsSpan(0, Fingerprint.ShortLength), whole: false));
        Assert.False(Fingerprint.IsWellFormed(whole.AsSpan(0, Fingerprint.ShortLength - 1), whole: false));
        Assert.False(Fingerprint.IsWellFormed(whole.AsSpan(0, Fingerprint.ShortLength)));
        Assert.False(Fingerprint.IsWellFormed(whole.ToUpperInvariant()));
    }

    [Fact]
    public void The_cheap_part_tells_no_more_than_one_of_sixteen()
    {
        // Whoever reads a fingerprint may skip the slow hash for guesses whose prefix differs; so the prefix must leave many guesses over.
        var seen = Gen.Byte.Array[1, 40].List[400].Single().Select(v => Fingerprint.Prefix(v)).Distinct().Count();
        Assert.True(seen <= 16);
        Assert.True(Fingerprint.Rounds / 16 > 500);
    }
}
