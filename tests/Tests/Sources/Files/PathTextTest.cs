using System.Text;
using CsCheck;
using Stanch.Sources.Files;

namespace Stanch.Tests.Sources.Files;

public sealed class PathTextTest
{
    [Fact]
    public void Bytes_that_are_no_UTF_8_are_written_as_hex() => Assert.Equal(@"caf\xE9/é\xF0\x9F.txt", PathText.Decode([.. "caf"u8, 0xE9, .. "/é"u8, 0xF0, 0x9F, .. ".txt"u8]));

    [Fact]
    public void Unicode_stays_as_it_is() => Check.Sample(Gen.String, text =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return PathText.Decode(bytes) == Encoding.UTF8.GetString(bytes);
    });
}
