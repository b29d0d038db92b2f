using Stanch.Playbooks;
using Stanch.Tests.Architecture;

namespace Stanch.Tests.Playbooks;

/// <summary>The formats for people, byte for byte. After a change that is meant: STANCH_UPDATE_GOLDEN=1, and look at the difference.</summary>
public sealed class GoldenPlaybookTest
{
    [Fact]
    public void Text_looks_as_before() => Same("playbook.txt", Shelf.Written(Shelf.Of("zoom/client-secret", null, Shelf.Frozen), "text"));

    [Fact]
    public void Text_of_a_finding_with_suspected_misuse_looks_as_before() =>
        Same("playbook.finding.txt", Shelf.Written(Shelf.Of("zoom/client-secret", new PlaybookRequest { Exposure = Exposures.Typical, Misuse = Misuse.Suspected, Language = "shell", Store = "vault" }, Shelf.Frozen), "text"));

    [Fact]
    public void Markdown_looks_as_before() => Same("playbook.md", Shelf.Written(Shelf.Of("zoom/client-secret", null, Shelf.Frozen), "markdown"));

    private static void Same(string name, string actual)
    {
        var path = Repository.At("tests", "Tests", "Golden", name);
        if (Environment.GetEnvironmentVariable("STANCH_UPDATE_GOLDEN") == "1") File.WriteAllText(path, actual);
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }
}
