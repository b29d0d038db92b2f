using Stanch.Catalog;

namespace Stanch.Detection.Judging;

internal static class Confidence
{
    /// <summary>How likely a match of this detector is a real credential, before its surroundings are weighed.</summary>
    public static double Of(Detector detector)
    {
        if (detector.Checksum.Length > 0) return 0.99;
        return detector.Sureness switch
        {
            Sureness.Documented => 0.95,
            Sureness.Observed => 0.9,
            _ => 0.75,
        };
    }
}
