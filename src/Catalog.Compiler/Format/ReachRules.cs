using System.Text.RegularExpressions;
using Stanch.Catalog.Compiler.Yaml;

namespace Stanch.Catalog.Compiler.Format;

/// <summary>Holds what is asked about the reach of a credential against what may be asked, and what its answers can prove.</summary>
internal sealed partial class ReachRules(IReadOnlyList<string> hosts, Complaints complaints)
{
    /// <param name="credential">A credential that has a <c>reach</c>.</param>
    /// <param name="others">All of the provider's, by name.</param>
    /// <param name="parts">The names that a finding of this type binds.</param>
    public void Check(MapNode credential, MapNode? others, IEnumerable<string> parts)
    {
        if (credential["reach"] is not { } reach) return;
        if (credential.Map("check") is not { } check || check["login"] is not null)
            complaints.Add(reach.At, Codes.MissingKey, "'reach' needs a 'check' by request: only what works is asked what it opens");
        if (Inline(reach, others) is not { } inline) return;
        if (inline == reach && inline.Map("refused") is { } refused) Refused(refused);
        var checks = Keys(credential.Map("check"), "keep").ToList();
        var bound = new HashSet<string>(parts.Concat(checks).Concat(credential.Map("check")?.Texts("given").Select(g => g.Value) ?? [])) { "secret" };
        var kept = checks.Where(ReachFormat.IsShown).ToHashSet();
        HashSet<string> said = [];
        foreach (var ask in inline.List("asks")?.Items.OfType<MapNode>() ?? [])
        {
            if (ask.Text("may") is { } may && !said.Add(may.Value)) complaints.Add(may.At, Codes.ReachProof, $"'may' is '{may.Value}' twice");
            ReadOnly(ask);
            CheckRequest(ask, inline, bound);
            Prove(ask);
            kept.UnionWith(Keys(ask, "keep"));
            CheckSentences(ask, kept);
            bound.UnionWith(Keys(ask, "keep"));
        }
    }

    /// <summary>Another type's, where this one names it.</summary>
    private MapNode? Inline(Node reach, MapNode? others)
    {
        if (reach is not TextNode same) return reach as MapNode;
        if (others?.Map(same.Value)?["reach"] is MapNode there) return there;
        complaints.Add(same.At, Codes.NotListed, $"'reach' names '{same.Value}', which is no type of this file with a reach of its own");
        return null;
    }

    private void ReadOnly(MapNode ask)
    {
        if (ask.Text("send") is not { } send) return;
        var method = send.Value.Split(' ')[0];
        if (method == "GET" || (method == "POST" && ask["reads"] is not null)) return;
        complaints.Add(send.At, Codes.ReachWrites, $"'{method}': what a credential opens is asked by GET, or by a POST of which a page ('reads') says that it only reads");
    }

    private void CheckRequest(MapNode ask, MapNode inline, HashSet<string> bound)
    {
        var names = new HashSet<string>(bound);
        var next = ask.Map("list")?["next"] is not null;
        if (next) names.Add("page");
        var entries = ask.Entries.Where(e => e.Key.Value is "send" or "auth" or "headers" or "body").ToList();
        foreach (var common in inline.Entries.Where(e => e.Key.Value is "auth" or "headers" && ask[e.Key.Value] is null)) entries.Add(common);
        new Requests(hosts, complaints).Check(new MapNode(ask.At, entries), names);
        if (ask.Map("list") is { } list && list["pages"] is { } pages && !next && pages is TextNode { Value: not "1" }) complaints.Add(pages.At, Codes.ReachProof, "'pages' without 'next': there is no second one");
        var auth = (ask.Text("auth") ?? inline.Text("auth"))?.Value.Split(' ')[0] ?? "none";
        if (next && !Holds(ask, "{page}") && auth is not ("none" or "bearer" or "header" or "basic"))
            complaints.Add(ask.At, Codes.ReachProof, $"the next page is an address, which '{auth}' does not sign; write {{page}} in the request");
    }

    private static bool Holds(MapNode ask, string text) => ask.Entries.Any(e => e.Key.Value is "send" or "body" && e.Value is TextNode t && t.Value.Contains(text, StringComparison.Ordinal));

    private void Prove(MapNode ask)
    {
        if (ask["keep"] is null && ask["list"] is null && ask["allowed"] is null)
            complaints.Add(ask.At, Codes.ReachProof, "any 2xx would be a yes: add 'keep', 'list', or 'allowed' by what only the provider's own answer has");
        if (ask.Map("allowed") is { } allowed && !Marked(allowed)) complaints.Add(allowed.At, Codes.ReachProof, "'allowed' by status alone: add what only the provider's own answer has ('has', 'word' or 'header')");
        if (ask.Map("refused") is { } refused) Refused(refused);
    }

    private void Refused(MapNode refused)
    {
        foreach (var status in refused.Texts("status").Select(s => s.Value))
            if (status[0] is '3' or '5' || status is "407" or "429" || (status[0] == '2' && !Marked(refused))) complaints.Add(refused.At, Codes.ReachProof, $"'refused' by status {status}, which is no refusal");
        if (!Marked(refused) && refused["status"] is null) complaints.Add(refused.At, Codes.ReachProof, "'refused' by any answer");
    }

    private static bool Marked(MapNode rule) => rule.Entries.Any(e => e.Key.Value is "has" or "word" or "header");

    private void CheckSentences(MapNode ask, HashSet<string> kept)
    {
        var list = ask.Map("list");
        var rows = Keys(list, "keep").ToHashSet();
        var names = new HashSet<string>(kept);
        if (list is not null) names.UnionWith([.. Keys(list, "count"), "count", "list"]);
        foreach (var sentence in ask.Texts("says")) Sentence(sentence, names);
        foreach (var sentence in ask.Texts("none").Concat(ask.Texts("otherwise"))) Sentence(sentence, kept);
        if (list?.Text("each") is { } each) Sentence(each, rows);
        else if (list is not null && !rows.Contains("name")) complaints.Add(list.At, Codes.ReachSentence, "a row is said by its {name}, which is not kept; keep it, or write 'each'");
        foreach (var fact in ask.Map("means")?.Entries ?? [])
            if (!kept.Contains(fact.Key.Value)) complaints.Add(fact.Key.At, Codes.ReachSentence, $"'means' of '{fact.Key.Value}', which nothing keeps");
    }

    private void Sentence(TextNode sentence, HashSet<string> names)
    {
        foreach (var name in Name().Matches(sentence.Value).Select(m => m.Groups[1].Value).Where(n => !names.Contains(n)))
            complaints.Add(sentence.At, Codes.ReachSentence, $"nothing keeps '{{{name}}}'; kept are {string.Join(", ", names.Order(StringComparer.Ordinal))}");
    }

    private static IEnumerable<string> Keys(MapNode? map, string field) => (map?.Map(field)?.Entries ?? []).Select(e => e.Key.Value);

    [GeneratedRegex("\\{([a-z][a-z0-9_-]*)\\}", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
