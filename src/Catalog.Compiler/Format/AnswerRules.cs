using Stanch.Catalog.Compiler.Yaml;

namespace Stanch.Catalog.Compiler.Format;

/// <summary>Holds the rules of a check against what an answer can prove.</summary>
internal sealed class AnswerRules(Complaints complaints)
{
    private static readonly string[] names = ["live", "restricted", "dead", "refused"];

    public void Check(MapNode check)
    {
        var rules = names.Select(n => (Name: n, Rule: check.Map(n)!)).Where(r => r.Rule is not null).ToList();
        foreach (var (name, rule) in rules)
        {
            if (!Marked(rule) && !(name == "dead" && Statuses(rule) is ["401"]))
                complaints.Add(rule.At, Codes.Unproven, $"'{name}' by status alone: add what only the provider's own answer has ('has', 'word' or 'header')");
            foreach (var status in Statuses(rule).Where(s => Worthless(s) && !(s == "429" && Marked(rule))))
                complaints.Add(rule.At, Codes.Impossible, $"'{name}' by status {status}, which never proves anything");
            if (Statuses(rule) is ["204"]) complaints.Add(rule.At, Codes.Impossible, $"'{name}' by an answer that holds nothing (204), which never proves anything");
        }
        foreach (var (i, one) in rules.Index())
            foreach (var other in rules.Skip(i + 1)) Apart(one.Name, one.Rule, other.Name, other.Rule);
    }

    /// <summary>What firewalls, portals and troubled servers send.</summary>
    internal static bool Worthless(string status) => status.StartsWith('3') || status.StartsWith('5') || status is "407" or "429";

    /// <summary>Two rules that ask for the same status must each ask for something that the other one doesn't, or every answer that meets one meets both.</summary>
    internal void Apart(string one, MapNode a, string other, MapNode b)
    {
        var common = Statuses(a).Count == 0 || Statuses(b).Count == 0 || Statuses(a).Intersect(Statuses(b)).Any();
        if (common && (Marks(a).IsSubsetOf(Marks(b)) || Marks(b).IsSubsetOf(Marks(a))))
            complaints.Add(b.At, Codes.Impossible, $"'{one}' and '{other}' are met by the same answers: they share a status and differ in nothing that both can't hold");
    }

    internal static bool Marked(MapNode rule) => Marks(rule).Count > 0;

    internal static List<string> Statuses(MapNode rule) => [.. rule.Texts("status").Select(s => s.Value)];

    private static HashSet<string> Marks(MapNode rule) =>
        [.. rule.Texts("has").Select(h => "has " + h.Value), .. rule.Texts("word").Select(w => "word " + w.Value), .. rule.Texts("header").Select(h => "header " + h.Value)];
}
