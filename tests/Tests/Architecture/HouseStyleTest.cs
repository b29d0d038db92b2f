using System.Text.RegularExpressions;

namespace Stanch.Tests.Architecture;

public sealed partial class HouseStyleTest
{
    [Fact]
    public void No_file_is_above_400_lines() =>
        Assert.Empty(Repository.Sources.Select(f => (f.Path, Lines: f.Text.Split('\n').Length - 1)).Where(f => f.Lines > 400).Select(f => $"{f.Path}: {f.Lines} lines"));

    [Fact]
    public void A_type_is_named_for_what_it_is() =>
        Assert.Empty(Repository.Sources.SelectMany(f => VagueName().Matches(f.Text).Select(m => $"{f.Path}: {m.Value}")));

    [Fact]
    public void Nothing_is_left_half_done_or_silenced() =>
        Assert.Empty(Repository.Sources.SelectMany(f => Leftover().Matches(f.Text).Select(m => $"{f.Path}: {m.Value}")));

    [Fact]
    public void A_namespace_begins_with_its_room() => Assert.All(Repository.Sources, f =>
    {
        if (Namespace().Match(f.Text) is { Success: true } declared)
            Assert.StartsWith($"Stanch.{f.Path.Split('/')[1]}", declared.Groups[1].Value, StringComparison.Ordinal);
        Assert.DoesNotMatch(BlockNamespace(), f.Text);
    });

    [GeneratedRegex(@"\b(class|struct|record|interface|enum|delegate \w+)\s+\w*(Manager|Helper|Helpers|Util|Utils|Utility|Utilities|Service|Base|Impl)\b(?=\s*[<({:;]|\s*$)", RegexOptions.Multiline)]
    private static partial Regex VagueName();

    [GeneratedRegex(@"NotImplementedException|\b(TODO|FIXME|HACK|XXX)\b|#pragma warning disable|\bSuppressMessage\b")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^namespace [\w.]+\s*\{?\s*$", RegexOptions.Multiline)]
    private static partial Regex BlockNamespace();
}
