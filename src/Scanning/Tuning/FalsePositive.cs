namespace Stanch.Scanning.Tuning;

/// <summary>How people say in a reason that a value is no secret at all, which is more than that it does no harm.</summary>
public static class FalsePositive
{
    private static readonly string[] Words = ["false-positive", "false positive", "false-alarm", "false alarm"];

    /// <summary>It begins with one of the words: <c>false-positive</c>, or <c>false-positive: a hash of the file</c>.</summary>
    public static bool IsSaid(string reason) =>
        Words.Any(w => reason.StartsWith(w, StringComparison.OrdinalIgnoreCase) && (reason.Length == w.Length || !char.IsLetterOrDigit(reason[w.Length])));
}
