using System.Text.RegularExpressions;
using Stanch.Tests.Architecture;

namespace Stanch.Tests.Scanning.Ignoring;

public sealed partial class CodesTest
{
    [Fact]
    public void Every_code_has_its_line_in_the_documentation_and_every_line_its_code()
    {
        var used = Repository.Sources.SelectMany(f => Code().Matches(f.Text)).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);
        var listed = Row().Matches(Repository.Read("docs", "ignoring.md")).Select(m => m.Groups[1].Value);
        Assert.Equal(listed, used);
    }

    [GeneratedRegex("CFG[0-9]{3}")]
    private static partial Regex Code();

    [GeneratedRegex("^\\| (CFG[0-9]{3}) \\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
