using System.Text.Json;
using System.Text.RegularExpressions;
using Stanch.Catalog;
using Stanch.Providers.Checks;
using Stanch.Providers.Requests;
using Stanch.Providers.Revoking;
using Stanch.Tests.Providers;

namespace Stanch.Tests.Remediation;

/// <summary>A type of the shipped catalog that declares how it is revoked by requests, with a value to revoke and whatever else its steps ask for.</summary>
internal sealed partial record RevokedType(CheckedType Type, RevokePlan Plan, IReadOnlyDictionary<string, string> Parts)
{
    public static IReadOnlyList<RevokedType> All { get; } = [.. CheckedTypes.All.Select(Of).OfType<RevokedType>()];

    public string Id => Type.Id;
    public Credential Credential => new(Type.Detector, Type.Secret, Parts);
    public IEnumerable<RevokeStep> Changes => Plan.Steps.Where(s => !s.LooksUp);

    /// <summary>The step that a request is, by all of it that the provider file says.</summary>
    public RevokeStep? StepOf(Received request, string prefix) => Plan.Steps.FirstOrDefault(s => Matches(s, request, prefix));

    private static RevokedType? Of(CheckedType type)
    {
        var plan = RevokePlan.Of(CheckedTypes.Catalog, type.Detector);
        if (plan.Steps.Count == 0) return null;
        var parts = new Dictionary<string, string>(type.Parts, StringComparer.Ordinal);
        foreach (var name in plan.Steps.SelectMany(s => plan.Needs(s, hosted: false)).Where(n => !parts.ContainsKey(n))) parts[name] = $"made-{name}";
        return new RevokedType(type, plan, parts);
    }

    private bool Matches(RevokeStep step, Received request, string prefix)
    {
        var declared = step.Declaration;
        if (request.Method != declared.Method) return false;
        var address = declared.Address[(declared.Address.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var path = address.IndexOfAny(['/', '?']) is >= 0 and var start ? address[start..] : "/";
        var query = declared.Auth.StartsWith("query ", StringComparison.Ordinal) ? (path.Contains('?') ? "&" : "?") + declared.Auth[6..] : "";
        if (!Fits(prefix + path + query, Uri.EscapeDataString, request.Target)) return false;
        if (declared.Auth.StartsWith("bearer ", StringComparison.Ordinal) && !Fits("Bearer " + declared.Auth[7..], s => s, request.Header("Authorization"))) return false;
        if (declared.Body.Length == 0) return true;
        return Fits(declared.Body, declared.Body.TrimStart()[0] is '{' or '[' ? s => JsonEncodedText.Encode(s).ToString() : Uri.EscapeDataString, request.Text);
    }

    // What an earlier step kept is the word with which the double answers it.
    private bool Fits(string template, Func<string, string> escape, string sent) =>
        Name().Replace(template, m => m.Groups[1].Value == "secret" ? escape(Type.Secret) : Plan.Steps.Any(s => s.Keeps(m.Groups[1].Value)) ? "done" : Parts.TryGetValue(m.Groups[1].Value, out var value) ? escape(value) : "") == sent;

    [GeneratedRegex(@"\{([a-z][a-z0-9_-]*)\??\}")]
    private static partial Regex Name();
}
