using System.Text;
using Stanch.Playbooks.Site;

namespace Stanch.Tests.Playbooks.Site;

/// <summary>A provider file is a contribution from anybody: whatever its texts say stays text.</summary>
public sealed class SiteHostileTest : IDisposable
{
    private const string Attack = """</script></title></pre>"'><script>alert(1)</script><img src=x onerror=alert(2)>&lt;""";

    private readonly string folder = Directory.CreateTempSubdirectory("stanch-site-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Markup_in_a_provider_file_is_shown_and_not_obeyed()
    {
        var quoted = "'" + Attack.Replace("'", "''", StringComparison.Ordinal) + "'";
        var file = Path.Combine(folder, "evil.yaml");
        File.WriteAllText(file,
            $$"""
            name: {{quoted}}
            category: documents
            docs: https://evil.example/"><script>alert(3)</script>
            credentials:
              api-key:
                title: {{quoted}}
                severity: high
                family: api-key
                source: https://evil.example/"onmouseover="alert(4)
                sure: documented
                find:
                  anchors: [evl_]
                  pattern: '\b(?<secret>evl_[a-z]{20})\b'
                  match: ["key: evl_{lower:20}"]
                  ignore: ["key: evl_short"]
                playbook:
                  console: https://evil.example/<script>alert(5)</script>
                  what: {{quoted}}
                  generate: [{{quoted}}, {{quoted}}]
                  revoke: [{{quoted}}, see "Make a new one", {{quoted}}]
                  revoke-call: {{quoted.Insert(1, "curl ")}}
                  links: ["https://evil.example/'><script>alert(6)</script>"]
              other-key:
                title: Other
                severity: low
                family: api-key
                source: https://evil.example/
                sure: documented
                find: { anchors: [evx_], pattern: '\b(?<secret>evx_[a-z]{20})\b', match: ["key: evx_{lower:20}"], ignore: ["key: evx_short"] }
            """);
        var files = Pages.Of(Shelf.Compile(file));
        foreach (var (path, content) in files.Where(f => f.Key.EndsWith(".html", StringComparison.Ordinal)))
        {
            var page = Pages.Parse(path, content);
            Assert.Empty(page.QuerySelectorAll("script:not([src]), img"));
            Assert.DoesNotContain(page.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.Ordinal));
            Assert.All(page.QuerySelectorAll("a[href]"), a => Assert.DoesNotMatch("^(javascript|data):", a.Attribute("href")));
        }
        var type = Pages.Parse("type", files["types/evil/api-key.html"]);
        Assert.Equal(Attack, type.QuerySelector("h1")!.TextContent);
        Assert.Contains(Attack, type.GetElementById("about")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain('<', Encoding.UTF8.GetString(files["search.js"]));
    }

    [Fact]
    public void A_manifest_is_read_back_and_nothing_else_is_taken_for_one()
    {
        var manifest = new SiteManifest("0123abcd");
        manifest.Add(new SiteFile("index.html", "one"u8.ToArray()));
        manifest.Add(new SiteFile("types/a/b c.html", "two"u8.ToArray()));
        var text = Encoding.UTF8.GetString(manifest.Write());
        Assert.Equal(manifest.Files, SiteManifest.Read(text)!.Files);
        Assert.Equal(manifest.Files, SiteManifest.Read(text.ReplaceLineEndings("\r\n"))!.Files);
        foreach (var other in new[] { "", "\n", text[1..], text[..^1], text + "x\n", text + text.Split('\n')[1] + "\n", text.Replace("  ", " ", StringComparison.Ordinal) }) Assert.Null(SiteManifest.Read(other));
    }
}
