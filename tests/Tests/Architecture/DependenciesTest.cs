using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Stanch.Tests.Architecture;

/// <summary>Whatever comes from elsewhere has its line in docs/dependencies.md.</summary>
public sealed partial class DependenciesTest
{
    [Fact]
    public void Every_package_has_a_line_and_every_line_a_package()
    {
        var packages = XDocument.Load(Repository.At("Directory.Packages.props")).Descendants("PackageVersion").Select(p => (string)p.Attribute("Include")!);
        Assert.Equal(packages.Order(StringComparer.Ordinal), Listed("NuGet packages").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_Debian_package_that_a_script_installs_has_a_line()
    {
        var installed = Scripts().SelectMany(s => Install().Matches(File.ReadAllText(s).Replace("\\\n", " ", StringComparison.Ordinal)))
            .SelectMany(m => m.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(word => Name().IsMatch(word)).Distinct();
        Assert.Empty(installed.Except(Listed("Debian packages")));
    }

    [Fact]
    public void Every_npm_package_of_a_test_has_a_line()
    {
        var manifests = Directory.EnumerateFiles(Repository.At("tests"), "package.json", SearchOption.AllDirectories).Where(f => !f.Contains("node_modules", StringComparison.Ordinal));
        var packages = manifests.SelectMany(f => JsonDocument.Parse(File.ReadAllText(f)).RootElement.GetProperty("dependencies").EnumerateObject().Select(p => p.Name));
        Assert.Empty(packages.Except(Listed("npm packages")));
    }

    private static IEnumerable<string> Scripts()
    {
        foreach (var name in new[] { "stanch", "test", "bench" })
            if (File.Exists(Repository.At(name))) yield return Repository.At(name);
        foreach (var folder in new[] { "build", ".ci", "bench" })
            if (Directory.Exists(Repository.At(folder)))
                foreach (var file in Directory.EnumerateFiles(Repository.At(folder)).Where(f => Path.GetExtension(f) is "" or ".sh")) yield return file;
    }

    private static IEnumerable<string> Listed(string heading)
    {
        var section = Repository.Read("docs", "dependencies.md").Split("\n## ").Single(s => s.StartsWith(heading, StringComparison.Ordinal));
        return Row().Matches(section).SelectMany(m => Code().Matches(m.Groups[1].Value)).Select(m => m.Groups[1].Value);
    }

    [GeneratedRegex(@"^\| (`[^|]+`) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    /// <summary>Named to apt-get, or to a script's own list of what it needs.</summary>
    [GeneratedRegex(@"(?:apt-get install|(?:^|\))\s*need |need\+=\()([^;|&})>\n]*)", RegexOptions.Multiline)]
    private static partial Regex Install();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.+-]+$")]
    private static partial Regex Name();
}
