using System.Security.Cryptography;
using System.Text;
using Stanch.Scanning.Ignoring;

namespace Stanch.Scanning.Tuning;

/// <summary>A rule that would hide what people marked as false positives, with all that it would hide.</summary>
/// <param name="Unmarked">Reported now: nobody said that these are false.</param>
/// <param name="Otherwise">Ignored already for another reason: they may have been real.</param>
/// <param name="Marked">The false positives that it was made from.</param>
public sealed record Proposal(FalseAlarmRule Rule, IReadOnlyList<Finding> Unmarked, IReadOnlyList<Finding> Otherwise, IReadOnlyList<Finding> Marked)
{
    /// <summary>It hides what nobody called false.</summary>
    public bool Risky => Unmarked.Count + Otherwise.Count > 0;

    /// <summary>Names it on the command line, the same in every run: made of the rule, and not its number in a list.</summary>
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Rule.Key)))[..6];

    /// <summary>Values, not places.</summary>
    public int MarkedValues => Marked.Select(f => f.Fingerprint).Distinct(StringComparer.Ordinal).Count();
}
