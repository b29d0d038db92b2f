using System.Text;
using System.Text.Json;
using Stanch.Catalog;
using Stanch.Catalog.Compiler;
using Stanch.Detection;
using Stanch.Playbooks.Site;
using Stanch.Providers.Checks;
using Stanch.Providers.Reach;

namespace Stanch.Tests.Catalog;

/// <summary>One file is all that a new provider takes: from the file alone it is found, and everything else that the file says is in the catalog.</summary>
public sealed class OneFileTest
{
    private const string Invented = """
        # yaml-language-server: $schema=../schema/provider.schema.json
        name: Quillwharf
        category: documents
        docs: https://quillwharf.example/docs/keys
        hosts: [api.quillwharf.example, "*.quillwharf.example"]
        credentials:
          api-key:
            title: Quillwharf API key
            severity: critical
            family: api-key
            source: https://quillwharf.example/docs/keys
            sure: documented
            find:
              anchors: [qwh_]
              pattern: '(?<![A-Za-z0-9_])(?<secret>(?<body>qwh_[A-Za-z0-9]{26})(?<check>[A-Za-z0-9]{6}))(?![A-Za-z0-9_])'
              checksum: crc32-base62
              beside:
                workspace: '(?i)quillwharf_workspace\W{1,6}(?<value>[a-z0-9-]{3,40})\b'
              match: ["key: qwh_{alnum:26}{checksum:6}", "QUILLWHARF_WORKSPACE=acme\nQUILLWHARF_KEY=\"qwh_{alnum:26}{checksum:6}\""]
              ignore: ["key: qwh_{alnum:32}", "key: qwh_your_key_goes_here_your_key_goes"]
            check:
              effect: none
              send: GET https://{workspace}.quillwharf.example/me
              auth: bearer {secret}
              live: { status: 200, has: /id }
              dead: { status: 401 }
              keep: { key-id: /key/id }
            reach: { source: "https://quillwharf.example/docs", auth: "bearer {secret}", asks: [{ may: list documents, send: "GET https://{workspace}.quillwharf.example/documents", list: { rows: /documents, keep: { name: /title } }, says: "It reaches {count} documents: {list}." }] }
            revoke: { effect: changes, send: "DELETE https://api.quillwharf.example/keys/{key-id}", auth: "bearer {secret}", given: key-id, done: { status: 204 } }
            rotate: { issue: { effect: changes, send: "POST https://api.quillwharf.example/keys", auth: "bearer {secret}", keep: { secret: /value } }, retire: { manual: [Open the console., Delete the old key.] } }
            playbook: { reach: every document of the workspace }
        audit:
          events: { source: "https://quillwharf.example/docs/events", send: "GET https://api.quillwharf.example/events?from={from}&cursor={page}", auth: "bearer {secret}", rows: /events, next: /cursor, map: { time: /at, actor: /who } }
        playbook:
          what: a key of a workspace
        """;

    [Fact]
    public void An_invented_provider_is_found_and_carried_by_its_file_alone()
    {
        var folder = Directory.CreateTempSubdirectory("stanch-");
        try
        {
            var path = Path.Combine(folder.FullName, "quillwharf.yaml");
            File.WriteAllText(path, Invented);
            var (result, proved) = CatalogCompiler.Compile([path]);
            var examples = proved.Where(e => e.Found).ToList();
            Assert.Empty(result.Diagnostics);

            var catalog = CatalogBlob.Read(CatalogBlob.Write(result.Catalog!));
            var scanner = new DetectionEngine(catalog.Detectors).Open();
            Assert.Equal(2, examples.Count);
            foreach (var example in examples)
            {
                var matches = new List<Match>();
                scanner.Scan(Encoding.UTF8.GetBytes(example.Text), matches);
                var match = Assert.Single(matches);
                Assert.Equal("quillwharf/api-key", match.Detector.Id);
                Assert.StartsWith("qwh_", Encoding.UTF8.GetString(match.Value), StringComparison.Ordinal);
                Assert.Equal(example.Text.Contains("WORKSPACE", StringComparison.Ordinal) ? ["workspace acme"] : [], match.Parts.Select(p => $"{p.Name} {Encoding.UTF8.GetString(p.Value)}"));
            }

            var provider = catalog.ProviderOf(catalog.Detectors[0]);
            Assert.Equal(("Quillwharf", "documents"), (provider.Name, provider.Category));
            using var details = JsonDocument.Parse(provider.Details);
            var credential = details.RootElement.GetProperty("credentials").GetProperty("api-key");
            Assert.Equal(200, credential.GetProperty("check").GetProperty("live").GetProperty("status")[0].GetInt32());
            using (var reach = new ReachRun(catalog, new CheckPolicy { Chance = n => n - 1 })) Assert.Equal((3, "list documents"), (reach.Plan(catalog.Detectors[0])!.Count, reach.Plan(catalog.Detectors[0])!.Requests[^1].Purpose));
            Assert.Equal("DELETE https://api.quillwharf.example/keys/{key-id}", credential.GetProperty("revoke").GetProperty("send").GetString());
            Assert.Equal(["Open the console.", "Delete the old key."], credential.GetProperty("rotate").GetProperty("retire").GetProperty("manual").EnumerateArray().Select(s => s.GetString()!));
            Assert.Equal("every document of the workspace", credential.GetProperty("playbook").GetProperty("reach")[0].GetString());
            Assert.Equal("/who", details.RootElement.GetProperty("audit").GetProperty("events").GetProperty("map").GetProperty("actor").GetString());

            var pages = new PlaybookSite(catalog).Files().ToDictionary(f => f.Path, f => Encoding.UTF8.GetString(f.Content));
            Assert.Contains("<h1>Quillwharf API key</h1>", pages["types/quillwharf/api-key.html"], StringComparison.Ordinal);
            Assert.Contains("every document of the workspace", pages["types/quillwharf/api-key.html"], StringComparison.OrdinalIgnoreCase);
            Assert.Contains("../types/quillwharf/api-key.html", pages["providers/quillwharf.html"], StringComparison.Ordinal);
            Assert.Contains("../providers/quillwharf.html", pages["categories/documents.html"], StringComparison.Ordinal);
            Assert.Contains("providers/quillwharf.html", pages["index.html"], StringComparison.Ordinal);
            Assert.Contains("\"quillwharf/api-key\"", pages["search.js"], StringComparison.Ordinal);
            Assert.Equal("a key of a workspace", details.RootElement.GetProperty("playbook").GetProperty("what")[0].GetString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
