using System.Text.Json;
using Stanch.Catalog.Compiler.Yaml;

namespace Stanch.Catalog.Compiler.Format;

/// <summary>A provider file, read.</summary>
internal sealed record ReadProvider(Provider Provider, IReadOnlyList<Detector> Detectors, IReadOnlyList<Example> Examples);

/// <summary>Reads one provider file into the records of the catalog.</summary>
internal sealed class ProviderReader
{
    private readonly string id;
    private readonly Reader reader;
    private readonly MapNode root;
    private readonly List<string> hosts;
    private readonly List<Example> examples = [];
    // What the audit's requests may use besides their own: whatever a credential of the provider brings.
    private readonly HashSet<string> everything = [.. ProviderFormat.AuditNames];

    private ProviderReader(string id, MapNode root, Reader reader)
    {
        this.id = id;
        this.reader = reader;
        this.root = root;
        hosts = [.. root.Texts("hosts").Select(h => h.Value)];
    }

    /// <returns>Null when the file has a mistake.</returns>
    public static ReadProvider? Read(ReadOnlySpan<byte> utf8, string id, Reader reader)
    {
        if (!ProviderFormat.IsId(id))
            reader.Complaints.Add(new Place(1, 1), Codes.FileName, $"the file's name makes the provider's id '{id}', which is not an id (lower-case letters, digits and single dashes)");
        if (StrictYaml.Read(utf8, reader.Complaints) is not { } root) return null;
        ProviderFormat.Provider.Check(root, "the file", reader);
        var read = new ProviderReader(id, root, reader).Read();
        return reader.Complaints.Any ? null : read;
    }

    private ReadProvider Read()
    {
        var detectors = new List<Detector>();
        foreach (var (key, value) in root.Map("credentials")?.Entries ?? [])
            if (value is MapNode credential && Credential(key.Value, credential) is { } detector) detectors.Add(detector);

        foreach (var (_, log) in root.Map("audit")?.Entries ?? [])
            new Requests(hosts, reader.Complaints).Check(log, new HashSet<string>(everything));

        // Details are written from the checked tree only: with a mistake in it there is nothing to write.
        var provider = new Provider(
            id, Text("name"), root.Text("category")?.Value ?? "generic", Text("docs"), [.. hosts], reader.Complaints.Any ? default : Details());
        return new ReadProvider(provider, detectors, examples);
    }

    private string Text(string key) => root.Text(key)?.Value ?? "";

    private Detector? Credential(string key, MapNode credential)
    {
        string Text(string field) => credential.Text(field)?.Value ?? "";
        if (!reader.Users && credential["source"] is null && credential["sure"] is not null and not TextNode { Value: "contextual" })
            reader.Complaints.Add(credential.At, Codes.MissingKey, $"'{key}' lacks 'source', which only a contextual format does without");

        var plain = new Detector
        {
            Id = $"{id}/{key}", Provider = id, Title = Text("title"),
            Severity = Enum.TryParse<Severity>(Text("severity"), ignoreCase: true, out var severity) ? severity : Severity.Medium,
            Sureness = Enum.TryParse<Sureness>(Text("sure"), ignoreCase: true, out var sureness) ? sureness : Sureness.Contextual,
            Family = credential.Text("family")?.Value ?? "api-key",
            Public = Text("public") == "true", Source = Text("source"), Anchors = [],
        };
        if (credential.Map("find") is not { } find) return null;
        var finder = new FindReader(find, reader);
        var detector = finder.Read(plain);
        if (detector is not null) finder.Prove(detector);
        examples.AddRange(finder.Examples);
        CheckRequests(credential, finder.Parts, known: detector is not null);
        return detector;
    }

    /// <param name="known">The names of the parts are: a pattern that doesn't parse has not told its own.</param>
    private void CheckRequests(MapNode credential, IEnumerable<string> parts, bool known)
    {
        if (!known) return;
        var bound = new HashSet<string>(parts) { "secret" };
        var requests = new Requests(hosts, reader.Complaints);
        requests.Check(credential["check"], bound);
        if (credential.Map("check") is { } check && check["login"] is null)
        {
            if (!reader.Users) new AnswerRules(reader.Complaints).Check(check);
            requests.Check(check["undo"], new HashSet<string>(bound));
        }
        new ReachRules(hosts, reader.Complaints).Check(credential, root.Map("credentials"), parts);
        // A revocation looks up itself what it needs: when it is taken up again, its check's answer is not there any more.
        requests.Check(credential["revoke"], new HashSet<string>(parts) { "secret" });
        if (!reader.Users) new RevokeRules(reader.Complaints).Check(credential["revoke"]);
        if (credential.Map("rotate") is { } rotate)
        {
            var rotating = new HashSet<string>(bound);
            requests.Check(rotate["issue"], rotating);
            requests.Check(rotate["retire"], rotating);
            everything.UnionWith(rotating);
        }
        everything.UnionWith(bound);
    }

    /// <summary>Everything that scanning doesn't need, as JSON.</summary>
    private byte[] Details()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("credentials");
            foreach (var (key, value) in root.Map("credentials")?.Entries ?? [])
            {
                json.WriteStartObject(key.Value);
                var credential = (MapNode)value;
                Write(json, credential, "check", ProviderFormat.Check);
                Write(json, credential, "reach", ProviderFormat.Reach);
                Write(json, credential, "revoke", ProviderFormat.Revoke);
                Write(json, credential, "rotate", ProviderFormat.Rotate);
                Write(json, credential, "playbook", PlaybookFormat.Playbook);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            Write(json, root, "audit", ProviderFormat.Audit);
            Write(json, root, "playbook", PlaybookFormat.Playbook);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, MapNode map, string key, Shape shape)
    {
        if (map[key] is not { } node) return;
        json.WritePropertyName(key);
        shape.Write(node, json);
    }
}
