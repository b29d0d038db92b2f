using System.Text.Json;
using Stanch.Catalog;
using Stanch.Playbooks.Snippets;

namespace Stanch.Playbooks.Advice;

/// <summary>All that is known when a playbook is written: the type, what the catalog says, what the reader knows.</summary>
internal sealed class Case
{
    private readonly JsonElement details;
    private readonly JsonElement credential;

    public Case(ProviderCatalog catalog, Provider provider, Detector? detector, PlaybookRequest request)
    {
        (Provider, Detector, Request) = (provider, detector, request);
        details = Parse(provider.Details);
        credential = detector is not null && details.TryGetProperty("credentials", out var all) && all.TryGetProperty(detector.Id[(detector.Id.IndexOf('/') + 1)..], out var own) ? own : default;
        var family = detector is null ? null : catalog.FamilyOf(detector);
        Family = family?.Title ?? detector?.Family.Replace('-', ' ') ?? "";

        List<(Origin, JsonElement)> layers = [];
        if (Member(credential, "playbook") is { } type) layers.Add((Origin.Type, type));
        if (Member(details, "playbook") is { } shared) layers.Add((Origin.Provider, shared));
        if (family is not null) layers.Add((Origin.Family, Parse(family.Playbook)));
        Facts = new FactSheet([.. layers]);
        Logs = Member(details, "audit") is { } audit ? [.. audit.EnumerateObject().Select(AuditLog.Read)] : [];
        Decision = OrderDecision.Of(this);
    }

    public Provider Provider { get; }
    /// <summary>Null: the case is about a provider.</summary>
    public Detector? Detector { get; }
    public PlaybookRequest Request { get; }
    public Exposure? Exposure => Request.Exposure;
    public FactSheet Facts { get; }
    /// <summary>The provider's types in the order of its file, which is its author's: the usual ones first.</summary>
    public IReadOnlyList<string> Types => Member(details, "credentials") is { } all ? [.. all.EnumerateObject().Select(c => $"{Provider.Id}/{c.Name}")] : [];
    public IReadOnlyList<AuditLog> Logs { get; }
    public OrderDecision Decision { get; }
    public string Family { get; }

    /// <summary>The format is nobody's: who issued the value, the reader has to know.</summary>
    public bool Nobodys => Provider.Category == "generic" || Provider.Id == "jwt";

    public IReadOnlyList<Call> Check => Member(credential, "check") is { } check ? Call.Read(check) : [];
    public IReadOnlyList<Call> Revoke => Member(credential, "revoke") is { } revoke ? Call.Read(revoke) : [];
    public IReadOnlyList<Call> Issue => Rotate("issue");
    public IReadOnlyList<Call> Retire => Rotate("retire");

    /// <summary>In general, for API keys.</summary>
    public string InGeneral => $"In general, for {Plural(Family)}:";

    public CredentialShape Shape
    {
        get
        {
            var id = Detector?.Id ?? Provider.Id;
            return new CredentialShape(Detector?.Title ?? Provider.Name, id, Variables.Of(this));
        }
    }

    /// <summary>The variable in which the secret itself stands.</summary>
    public string Variable => Shape.Parts.First(p => p.Name == "secret").Variable;

    private IReadOnlyList<Call> Rotate(string step) => Member(credential, "rotate") is { } rotate && Member(rotate, step) is { } calls ? Call.Read(calls) : [];

    private static string Plural(string noun) => noun.EndsWith('s') ? noun : noun + "s";

    private static JsonElement Parse(ReadOnlyMemory<byte> json) => json.Length == 0 ? default : JsonDocument.Parse(json).RootElement;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;
}
