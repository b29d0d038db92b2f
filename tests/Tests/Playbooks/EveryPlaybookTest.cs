using System.Text;
using Stanch.Playbooks;
using Stanch.Playbooks.Formats;
using Stanch.Tests.Architecture;
using Stanch.Tests.Scanning.Reports;

namespace Stanch.Tests.Playbooks;

/// <summary>All types and all providers of the catalog, in all formats.</summary>
public sealed class EveryPlaybookTest
{
    private static readonly string[] Sections = ["about", "now", "store", "generate", "leak", "risk", "practice", "misuse", "revoke", "impact", "history", "checklist"];

    private static readonly Lazy<IReadOnlyList<Playbook>> all = new(() =>
    {
        var library = new Library(Shelf.Shipped);
        return [.. Shelf.Shipped.Detectors.Select(d => library.Of(d, PlaybookRequest.Plain)), .. Shelf.Shipped.Providers.Select(p => library.Of(p, PlaybookRequest.Plain))];
    });

    private static IReadOnlyList<Playbook> All => all.Value;

    [Fact]
    public void Every_type_has_every_section_and_none_is_empty()
    {
        var wrong = new List<string>();
        foreach (var playbook in All)
        {
            if (playbook.Detector is { Public: false } && !playbook.Sections.Select(s => s.Id).Except(["links"]).SequenceEqual(Sections)) wrong.Add($"{playbook.Id}: {string.Join(' ', playbook.Sections.Select(s => s.Id))}");
            foreach (var section in playbook.Sections)
            {
                if (!section.Blocks.Any(b => b.Kind != BlockKind.Heading)) wrong.Add($"{playbook.Id} {section.Id} is empty");
                foreach (var (block, next) in section.Blocks.Zip(section.Blocks.Skip(1).Append(null)))
                {
                    if (block.Lines.Count == 0 || block.Kind != BlockKind.Code && block.Lines.Any(string.IsNullOrWhiteSpace)) wrong.Add($"{playbook.Id} {section.Id} has an empty block");
                    if (block.Kind == BlockKind.Heading && (next is null || next.Kind == BlockKind.Heading)) wrong.Add($"{playbook.Id} {section.Id}: nothing stands under '{block.Lines[0]}'");
                }
            }
        }
        Assert.Equal([], wrong);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("html")]
    public void Every_playbook_is_written_in_every_format(string format)
    {
        foreach (var playbook in All)
        {
            var written = Shelf.Written(playbook, format);
            Assert.EndsWith("\n", written, StringComparison.Ordinal);
            Assert.All(playbook.Sections, s => Assert.Contains(format == "text" ? s.Title.ToUpperInvariant() : s.Title, written, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_playbook_as_JSON_conforms_to_the_schema()
    {
        byte[][] all = [.. All.Append(Shelf.Of("zoom/client-secret", new PlaybookRequest { Exposure = Exposures.Typical, Misuse = Misuse.Suspected })).Select(Json)];
        Assert.Equal("", SchemaCheck.Complaints(Repository.At("schema", "playbook.schema.json"), ".json", all));
    }

    /// <summary>What is not known of a provider is said, and is not taken from anybody else.</summary>
    [Fact]
    public void What_no_family_can_know_is_told_or_is_said_to_be_unknown()
    {
        foreach (var playbook in All.Where(p => p.Detector is { Public: false } && p.Provider.Category != "generic" && p.Provider.Id != "jwt"))
            foreach (var key in new[] { "console", "overlap", "revoke-takes", "log-retention" })
                Assert.True(playbook.Sections.SelectMany(s => s.Blocks).Any(b => b.Key == key), $"{playbook.Id} says nothing about {key}");
    }

    [Fact]
    public void Every_language_and_store_can_be_asked_for_for_every_family()
    {
        foreach (var family in Shelf.Shipped.Detectors.Where(d => !d.Public).GroupBy(d => d.Family))
            foreach (var language in Stanch.Playbooks.Snippets.SnippetLibrary.Languages)
                foreach (var store in Stanch.Playbooks.Snippets.SnippetLibrary.Stores)
                {
                    var playbook = new Library(Shelf.Shipped).Of(family.MaxBy(d => d.Beside.Length)!, new PlaybookRequest { Language = language, Store = store });
                    Assert.Contains(playbook.Blocks("store"), b => b.Kind == BlockKind.Code && b.Language == language);
                }
    }

    private static byte[] Json(Playbook playbook) => Encoding.UTF8.GetBytes(Shelf.Written(playbook, "json"));
}
