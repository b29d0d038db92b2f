using Stanch.Catalog;

namespace Stanch.Detection.Judging;

internal static class Confidence
{
    /// <summary>How likely a match of this detector is a real credential, before its surroundings are weighed.</summary>
    public static double Of(Detector detector) => detector.Checksum.Length > 0 ? 0.99 : Unchecked(detector);

    /// <summary>The same of a match without a checksum.</summary>
    public static double Unchecked(Detector detector) => detector.Sureness switch
    {
        Sureness.Documented => 0.95,
        Sureness.Observed => 0.9,
        _ => 0.75,
    };
}
