using Stanch.Providers.Reach;
using Stanch.Providers.Requests;

namespace Stanch.Tests.Providers.Reach;

/// <summary>A type of the shipped catalog that says how to ask what it opens.</summary>
internal sealed record ReachedType(CheckedType Type, ReachDeclaration Reach)
{
    public string Id => Type.Id;
    public string Prefix => "/" + Id.Replace('/', '~');

    /// <summary>A question is asked with what the check's answer gave.</summary>
    public bool Borrows => Type.Check.Request.Keep.Any(k => Reach.Asks.Any(a => Names(a.Request).Contains(k.Key)) && !Reach.Asks.Any(a => a.Request.Keep.Any(own => own.Key == k.Key)));

    public static IEnumerable<string> Names(RequestDeclaration request) =>
        new[] { request.Address, request.Auth, request.Body }.Concat(request.Headers.Select(h => h.Value)).SelectMany(Template.Needed).Distinct();
}

internal static class ReachedTypes
{
    private static readonly Lazy<IReadOnlyList<ReachedType>> all = new(() => [.. CheckedTypes.All.Select(Of).OfType<ReachedType>()]);

    public static IReadOnlyList<ReachedType> All => all.Value;

    public static ReachedType Of(string id) => All.Single(t => t.Id == id);

    /// <summary>What only the questions need is made up too.</summary>
    private static ReachedType? Of(CheckedType type)
    {
        if (ReachDeclaration.Of(CheckedTypes.Catalog.ProviderOf(type.Detector), type.Id.Split('/')[1]) is not { } reach) return null;
        var given = reach.Asks.SelectMany(a => a.Request.Keep).Concat(type.Check.Request.Keep).Select(k => k.Key).Append("secret").Append("page").ToHashSet();
        var parts = type.Parts.ToDictionary();
        foreach (var name in reach.Asks.SelectMany(a => ReachedType.Names(a.Request)).Where(n => !given.Contains(n) && n is not ("time" or "time-ms" or "nonce"))) parts.TryAdd(name, $"made-{name}");
        return new ReachedType(type with { Parts = parts }, reach);
    }
}
