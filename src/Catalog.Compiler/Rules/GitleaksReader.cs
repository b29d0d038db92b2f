using Stanch.Catalog.Compiler.Format;
using Stanch.Catalog.Compiler.Yaml;

namespace Stanch.Catalog.Compiler.Rules;

/// <summary>A rule named in a file, which only the catalog can tell to exist.</summary>
internal sealed record RuleName(string Id, Place At, string File);

/// <summary>An allowance for every rule, or for those that are named.</summary>
internal sealed record GlobalAllowance(Allowance Allowance, IReadOnlyList<RuleName> Targets);

/// <summary>What a gitleaks file says, with the files that it extends.</summary>
internal sealed class GitleaksReader
{
    // gitleaks' own limit.
    private const int MaxExtends = 2;

    private readonly Dictionary<string, GitleaksRule> rules = new(StringComparer.Ordinal);

    public List<Complaints> Complaints { get; } = [];
    /// <summary>In the order of the files, the extended ones first.</summary>
    public IEnumerable<GitleaksRule> Rules => rules.Values;
    public List<GlobalAllowance> Allow { get; } = [];
    public List<RuleName> Disabled { get; } = [];
    /// <summary>The file extends the rules that come with the program, which are Stanch's catalog here.</summary>
    public bool KeepsCatalog { get; private set; }
    public string Title { get; private set; } = "";

    public void Read(string path)
    {
        var complaints = new Complaints(path);
        Complaints.Add(complaints);
        if (CatalogCompiler.ReadFile(path, complaints) is { } bytes) Read(bytes, path, complaints, extended: 0);
    }

    private void Read(byte[] bytes, string path, Complaints complaints, int extended)
    {
        if (TomlTree.Read(bytes, complaints) is not { } root) return;
        GitleaksFormat.File.Check(root, "the file", new Reader(complaints, Users: true));
        if (complaints.Any) return;

        Title = root.Text("title")?.Value ?? "";
        if (root.Map("extend") is { } extend) Extend(extend, path, extended, complaints);
        foreach (var rule in root.List("rules")?.Items.OfType<MapNode>() ?? []) Add(rule, complaints);
        foreach (var map in GitleaksAllowlist.Maps(root))
        {
            if (GitleaksAllowlist.Read(map, "the file", complaints) is not { } allowance) continue;
            Allow.Add(new(allowance, [.. map.Texts("targetRules").Select(t => new RuleName(t.Value, t.At, path))]));
        }
    }

    private void Add(MapNode map, Complaints complaints)
    {
        var id = map.Text("id")!.Value;
        if (!id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/'))
        {
            complaints.Add(map.Text("id")!.At, Codes.Malformed, $"the rule's id '{id}' holds more than letters, digits, '-', '_', '.' and '/'");
            return;
        }
        var rule = GitleaksRule.Read(map, id, complaints);
        if (rules.TryGetValue(id, out var earlier))
        {
            if (ReferenceEquals(earlier.Complaints, complaints)) complaints.Add(map.At, Codes.DuplicateId, $"the rule '{id}' stands twice");
            else rules[id] = earlier.AmendedBy(rule);
        }
        else rules.Add(id, rule);
    }

    private void Extend(MapNode extend, string path, int extended, Complaints complaints)
    {
        if (extend.Text("useDefault")?.Value == "true") KeepsCatalog = true;
        if (extend.Text("url") is { Value.Length: > 0 } url)
            complaints.Add(url.At, Codes.NotHonoured, $"'url': Stanch fetches nothing; save {url.Value} and name it as 'path'");
        if (extend.Text("path") is { Value.Length: > 0 } other)
        {
            if (extended >= MaxExtends) complaints.Add(other.At, Codes.NotHonoured, $"'path': files extend each other {MaxExtends} deep at most");
            else
            {
                // What can't be read is a mistake of the file that names it; what is wrong in it is its own.
                var at = Resolve(other.Value, path);
                var own = new Complaints(at);
                if (CatalogCompiler.ReadFile(at, complaints, other.At) is { } bytes)
                {
                    Complaints.Add(own);
                    Read(bytes, at, own, extended + 1);
                }
            }
        }
        foreach (var disabled in extend.Texts("disabledRules"))
            if (!rules.Remove(disabled.Value)) Disabled.Add(new RuleName(disabled.Value, disabled.At, path));
    }

    /// <summary>Beside the file that names it; else, as gitleaks has it, from the current folder.</summary>
    private static string Resolve(string path, string from)
    {
        var beside = Path.Combine(Path.GetDirectoryName(from) ?? "", path);
        return File.Exists(beside) ? beside : path;
    }
}
