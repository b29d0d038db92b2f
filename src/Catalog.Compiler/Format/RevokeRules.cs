using Stanch.Catalog.Compiler.Yaml;

namespace Stanch.Catalog.Compiler.Format;

/// <summary>Holds the steps of a revocation and the rules for their answers against what they can achieve and prove.</summary>
/// <remarks>
/// Less is asked of them than of a check's rules: that a provider took a request proves nothing yet, and whether the credential is dead is for its check to say. So
/// <c>done</c> may be a status of success alone. What ends a revocation early, <c>gone</c> and <c>refused</c>, must be the provider's own words.
/// </remarks>
internal sealed class RevokeRules(Complaints complaints)
{
    private static readonly string[] names = ["done", "gone", "refused"];

    public void Check(Node? node)
    {
        List<MapNode> steps = node switch
        {
            ListNode list => [.. list.Items.OfType<MapNode>()],
            MapNode one when one["manual"] is null => [one],
            _ => [],
        };
        if (steps.Count == 0) return;
        foreach (var step in steps) Rules(step);
        if (!steps.Exists(s => Changes(s) && !Optional(s)))
            complaints.Add(node!.At, Codes.RevokesNothing, "no step that is always done has the effect 'changes': nothing would be revoked");
        foreach (var (step, next) in steps.Zip(steps.Skip(1)))
            if (Optional(step) && !Optional(next)) complaints.Add(next.At, Codes.RevokesNothing, "a step that is always done comes after an optional one; the optional ones stand last");
    }

    private void Rules(MapNode step)
    {
        var rules = names.Select(n => (Name: n, Rule: step.Map(n)!)).Where(r => r.Rule is not null).ToList();
        foreach (var (name, rule) in rules)
        {
            var statuses = AnswerRules.Statuses(rule);
            if (!AnswerRules.Marked(rule) && !Enough(name, statuses))
                complaints.Add(rule.At, Codes.Unproven, $"'{name}' by status alone: add what only the provider's own answer has ('has', 'word' or 'header')");
            foreach (var status in statuses.Where(AnswerRules.Worthless)) complaints.Add(rule.At, Codes.Impossible, $"'{name}' by status {status}, which never proves anything");
            if (statuses is ["204"] && (rule["has"] is not null || rule["word"] is not null)) complaints.Add(rule.At, Codes.Impossible, $"'{name}' asks for something in an answer that holds nothing (204)");
        }
        foreach (var (i, one) in rules.Index())
            foreach (var other in rules.Skip(i + 1)) new AnswerRules(complaints).Apart(one.Name, one.Rule, other.Name, other.Rule);
    }

    private static bool Enough(string name, List<string> statuses) => name switch
    {
        "done" => statuses.Count > 0 && statuses.TrueForAll(s => s.StartsWith('2')),
        "gone" => statuses is ["401"],
        _ => false,
    };

    private static bool Changes(MapNode step) => step.Text("effect")?.Value == "changes";

    private static bool Optional(MapNode step) => step.Text("optional")?.Value == "true";
}
