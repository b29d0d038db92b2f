using Stanch.Playbooks.Advice;

namespace Stanch.Playbooks.Chapters;

/// <summary>Collects a section's blocks, and says it where general advice begins and ends.</summary>
internal sealed class Chapter(string id, string title, Case facts)
{
    private static readonly string[] Stepwise = ["generate", "revoke", "misuse"];

    private readonly List<Block> blocks = [];
    private bool general;

    public Section End() => new(id, title, blocks);

    public Chapter Text(string text) => Add(new Block(BlockKind.Text, Origin.Everywhere, [text]));

    public Chapter Warn(string text) => Add(new Block(BlockKind.Warning, Origin.Everywhere, [text]));

    public Chapter Steps(params IReadOnlyList<string> steps) => Add(new Block(BlockKind.Steps, Origin.Everywhere, steps));

    public Chapter List(string label, params IReadOnlyList<string> items) => Add(new Block(BlockKind.List, Origin.Everywhere, items) { Label = label });

    public Chapter Code(string label, string language, string code, Origin from = Origin.Everywhere) =>
        Add(new Block(BlockKind.Code, from, code.TrimEnd('\n').Split('\n')) { Label = label, Language = language });

    /// <summary>A heading below the section's; general advice is marked anew under it.</summary>
    public Chapter Heading(string text)
    {
        general = false;
        return Add(new Block(BlockKind.Heading, Origin.Everywhere, [text]));
    }

    /// <summary>What is said about a key: a paragraph, or where there is more of it a list or steps.</summary>
    public Chapter Say(string key, string label = "")
    {
        var fact = facts.Facts.Of(key);
        Unknown(fact);
        if (!fact.Said) return this;
        if (fact.Lines.Count == 1) return Add(new Block(BlockKind.Text, fact.From, [label.Length == 0 ? Prose.Sentence(fact.Lines[0]) : fact.Lines[0]]) { Label = label, Key = key });
        return Add(new Block(Stepwise.Contains(key) ? BlockKind.Steps : BlockKind.List, fact.From, [.. fact.Lines.Select(Prose.Sentence)]) { Label = label, Key = key });
    }

    /// <summary>Several keys: what this type and its provider say first, so that general advice comes in one piece.</summary>
    public Chapter Say(params ReadOnlySpan<(string Key, string Label)> keys)
    {
        foreach (var (key, label) in keys)
            if (facts.Facts.Of(key).From != Origin.Family) Say(key, label);
        foreach (var (key, label) in keys)
            if (facts.Facts.Of(key).From == Origin.Family) Say(key, label);
        return this;
    }

    public Chapter Address(string key, string label)
    {
        var fact = facts.Facts.Of(key);
        Unknown(fact);
        return fact.Said ? Add(new Block(BlockKind.Links, fact.From, fact.Lines) { Label = label, Key = key }) : this;
    }

    public Chapter Command(string key, string label)
    {
        var fact = facts.Facts.Of(key);
        return fact.Said ? Add(new Block(BlockKind.Code, fact.From, string.Join('\n', fact.Lines).TrimEnd('\n').Split('\n')) { Label = label, Language = "shell", Key = key }) : this;
    }

    /// <summary>What the provider's API offers; nothing here sends it.</summary>
    public Chapter Calls(string label, IReadOnlyList<Call> calls)
    {
        foreach (var call in calls)
        {
            if (call.Text.Length > 0) Code($"{label} ({call.EffectWords})", "http", call.Text, Origin.Type);
            else if (call.Manual.Count > 0) Add(new Block(BlockKind.Steps, Origin.Type, [.. call.Manual.Select(Prose.Sentence)]) { Label = "By hand" });
        }
        return this;
    }

    public Chapter Add(Block block)
    {
        var lead = "";
        if (block.From == Origin.Family && !general) lead = facts.InGeneral;
        if (general && block.From is (Origin.Type or Origin.Provider)) lead = block.From == Origin.Type ? "For this type:" : facts.Nobodys ? "For this kind:" : $"At {facts.Provider.Name}:";
        if (block.From != Origin.Everywhere) general = block.From == Origin.Family;
        blocks.Add(block with { Lead = lead });
        return this;
    }

    private void Unknown(Fact fact)
    {
        var missing = !fact.Said && facts.Detector is not null && Unknowns.ProvidersOwn.Contains(fact.Key);
        if (!fact.Undocumented && !missing) return;
        if (missing && facts.Nobodys && !fact.Undocumented) return;
        Add(new Block(BlockKind.Unknown, Origin.Provider, [Unknowns.Sentence(fact, facts.Provider, facts.Nobodys)]) { Key = fact.Key });
    }
}
