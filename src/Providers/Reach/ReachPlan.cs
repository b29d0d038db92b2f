namespace Stanch.Providers.Reach;

/// <summary>A request that would be sent.</summary>
/// <param name="Request">As the provider file has it, nothing filled in.</param>
/// <param name="Times">At most: a list has pages.</param>
/// <param name="Purpose">What it is for, in a few words.</param>
public sealed record PlannedRequest(string Request, int Times, string Purpose);

/// <summary>All requests that it takes to say what credentials of one type open. Those that are sent again since an answer was lost are not among them.</summary>
/// <param name="Type">The detector's id.</param>
/// <param name="Hosts">Where to.</param>
public sealed record ReachPlan(string Type, IReadOnlyList<PlannedRequest> Requests, IReadOnlyList<string> Hosts)
{
    /// <summary>A token is made to ask with, which the user must have named: <c>--check=mints-token</c>.</summary>
    public bool MakesToken { get; init; }

    public int Count => Requests.Sum(r => r.Times);
}
