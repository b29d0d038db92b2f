using System.Text.RegularExpressions;
using Stanch.Catalog.Compiler.Format;

namespace Stanch.Catalog.Compiler.Rules;

/// <summary>A user's own rules: a file in the format of a provider (<c>.yaml</c>, <c>.yml</c>), or gitleaks' TOML (<c>.toml</c>).</summary>
/// <remarks>
/// Quantifiers may be unbounded here; such a pattern sees 4 KiB to either side of its anchor. A rule without an anchor runs over everything.
/// </remarks>
public sealed partial class UserRules
{
    private IReadOnlyList<RuleName> disabled = [];
    private IReadOnlyList<GlobalAllowance> allow = [];
    // Rules without a regex: they add allowances to a detector of the catalog.
    private IReadOnlyList<GitleaksRule> amendments = [];

    private UserRules(string path) => Path = path;

    public string Path { get; }
    /// <summary>May hold warnings although the rules can be used.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; private set; } = [];
    /// <summary>False: the rules are meant to run without the catalog, as a gitleaks file without <c>[extend] useDefault = true</c> is.</summary>
    public bool KeepsCatalog { get; private set; } = true;
    public IReadOnlyList<Detector> Detectors { get; private set; } = [];
    public IReadOnlyList<Provider> Providers { get; private set; } = [];

    public static UserRules Load(string path)
    {
        var rules = new UserRules(path);
        switch (System.IO.Path.GetExtension(path).ToLowerInvariant())
        {
            case ".yaml" or ".yml": rules.LoadYaml(); break;
            case ".toml": rules.LoadToml(); break;
            default:
                rules.Diagnostics = [new Diagnostic(path, 1, 1, Codes.FileName.Id, "a file of rules ends in .yaml, .yml or .toml (gitleaks)")];
                break;
        }
        return rules;
    }

    /// <summary>The catalog with users' rules: a provider replaces the catalog's of the same id, disabled rules go, allowances are added.</summary>
    /// <returns>No catalog when the rules have a mistake. The diagnostics are those of all rules and of how they fit together.</returns>
    public static CompileResult Combine(ProviderCatalog shipped, IReadOnlyList<UserRules> rules)
    {
        var diagnostics = rules.SelectMany(r => r.Diagnostics).ToList();
        var kept = rules.All(r => r.KeepsCatalog);
        var replaced = rules.SelectMany(r => r.Providers).Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        var providers = (kept ? shipped.Providers.Where(p => !replaced.Contains(p.Id)) : []).Concat(rules.SelectMany(r => r.Providers)).ToList();
        var detectors = (kept ? shipped.Detectors.Where(d => !replaced.Contains(d.Provider)) : []).ToDictionary(d => d.Id, StringComparer.Ordinal);

        foreach (var rule in rules) rule.Amend(detectors, diagnostics);
        foreach (var rule in rules) rule.AddTo(detectors, diagnostics);
        foreach (var twice in providers.GroupBy(p => p.Id).Where(g => g.Count() > 1))
            diagnostics.Add(new Diagnostic(rules.Last(r => r.Providers.Any(p => p.Id == twice.Key)).Path, 1, 1, Codes.DuplicateId.Id, $"the provider '{twice.Key}' is also in another file of rules"));

        if (diagnostics.Exists(d => !d.Warning)) return new CompileResult(null, diagnostics);
        List<Detector> all = [.. detectors.Values.OrderBy(d => d.Id, StringComparer.Ordinal)];
        return new CompileResult(new ProviderCatalog(providers, all, CatalogCompiler.HashOf(providers, all, shipped.Families), shipped.Families), diagnostics);
    }

    /// <summary>Takes from the catalog what is disabled, and amends what is left of it.</summary>
    private void Amend(Dictionary<string, Detector> detectors, List<Diagnostic> diagnostics)
    {
        foreach (var name in disabled)
            if (!detectors.Remove(name.Id)) diagnostics.Add(Unknown(name, "disabledRules"));
        foreach (var amendment in amendments)
        {
            if (detectors.TryGetValue(amendment.Id, out var detector)) detectors[amendment.Id] = detector with { Allow = [.. detector.Allow, .. amendment.Allow] };
            else diagnostics.Add(new Diagnostic(amendment.Complaints.File, amendment.At.Line, amendment.At.Column, Codes.UnknownRule.Id,
                $"rule '{amendment.Id}' has no 'regex', and the catalog has no detector of that id to amend"));
        }
    }

    private void AddTo(Dictionary<string, Detector> detectors, List<Diagnostic> diagnostics)
    {
        foreach (var detector in Detectors)
            if (!detectors.TryAdd(detector.Id, detector)) diagnostics.Add(new Diagnostic(Path, 1, 1, Codes.DuplicateId.Id, $"'{detector.Id}' is also in another file of rules"));

        foreach (var (allowance, targets) in allow)
        {
            var ids = targets.Count == 0 ? detectors.Keys.ToList() : [];
            foreach (var target in targets)
            {
                var id = Detectors.FirstOrDefault(d => d.Id == $"{d.Provider}/{target.Id}")?.Id ?? target.Id;
                if (detectors.ContainsKey(id)) ids.Add(id);
                else diagnostics.Add(Unknown(target, "targetRules"));
            }
            foreach (var id in ids) detectors[id] = detectors[id] with { Allow = [.. detectors[id].Allow, allowance] };
        }
    }

    private static Diagnostic Unknown(RuleName name, string list) => new(name.File, name.At.Line, name.At.Column, Codes.UnknownRule.Id,
        $"'{list}' names '{name.Id}', which is neither a rule of the file nor a detector of the catalog (ids as in 'stanch detectors list')");

    private void LoadYaml()
    {
        var complaints = new Complaints(Path);
        if (CatalogCompiler.ReadFile(Path, complaints) is { } bytes
            && ProviderReader.Read(bytes, ProviderId(), new Reader(complaints, Users: true)) is { } read)
        {
            Providers = [read.Provider];
            Detectors = read.Detectors;
        }
        Diagnostics = [.. complaints.InOrder()];
    }

    private void LoadToml()
    {
        var reader = new GitleaksReader();
        reader.Read(Path);
        var provider = ProviderId();
        var compiled = new List<Detector>();
        var amending = new List<GitleaksRule>();
        foreach (var rule in reader.Rules)
        {
            if (rule is { Regex: null, Path: null } && reader.KeepsCatalog) amending.Add(rule);
            else if (rule.Compile(provider) is { } detector) compiled.Add(detector);
        }
        KeepsCatalog = reader.KeepsCatalog;
        allow = reader.Allow;
        disabled = reader.Disabled;
        amendments = amending;
        Detectors = compiled;
        Providers = [new Provider(provider, reader.Title.Length > 0 ? reader.Title : provider, "generic", "", [], "{}"u8.ToArray())];
        Diagnostics = [.. reader.Complaints.SelectMany(c => c.InOrder())];
    }

    /// <summary>The file's name as an id: <c>.gitleaks.toml</c> is <c>gitleaks</c>.</summary>
    private string ProviderId()
    {
        var id = NotOfAnId().Replace(System.IO.Path.GetFileNameWithoutExtension(Path).ToLowerInvariant(), "-").Trim('-');
        return id.Length == 0 ? "rules" : id;
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotOfAnId();
}
