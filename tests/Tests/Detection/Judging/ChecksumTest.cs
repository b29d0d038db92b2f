using System.Text;
using CsCheck;
using Stanch.Detection.Judging;

namespace Stanch.Tests.Detection.Judging;

public sealed class ChecksumTest
{
    /// <summary>The check value of CRC-32 is cbf43926.</summary>
    [Theory]
    [InlineData("crc32-hex", 8, "cbf43926")]
    [InlineData("crc32-hex-le", 8, "2639f4cb")]
    [InlineData("crc32-base36", 7, "1kl8mjq")]
    [InlineData("crc32-base62", 6, "3jZRME")]
    public void The_check_value_is_written_as_the_verb_says(string verb, int length, string expected) =>
        Assert.Equal(expected, Checksum.Compute(verb, "123456789"u8, length));

    /// <summary>The shortest token in GitLab's description of routable tokens, which has no prefix and belongs to nobody.</summary>
    [Fact]
    public void A_published_token_holds() =>
        Assert.True(Checksum.Holds("crc32-base36", "bzoxd_Rb5_cHeWe1JH56wr2FCBA.0r"u8, "1pum4t4"u8));

    [Fact]
    public void What_is_computed_holds_and_anything_else_does_not() =>
        Gen.Select(Gen.Byte.Array[0, 40], Detectors.OneOf("crc32-hex", "crc32-hex-le", "crc32-base36", "crc32-base62"), Gen.Int[0, 7]).Sample((body, verb, at) =>
        {
            var check = Encoding.ASCII.GetBytes(Checksum.Compute(verb, body, 8));
            Assert.True(Checksum.Holds(verb, body, check));
            check[at] = check[at] == '0' ? (byte)'1' : (byte)'0';
            Assert.False(Checksum.Holds(verb, body, check));
        });
}
