using Stanch.Detection;
using Stanch.Detection.Judging;
using Stanch.Detection.Recognizers;

namespace Stanch.Training;

/// <summary>What a recogniser proposes, measured and labelled.</summary>
internal sealed class Sample
{
    public required SourceFile File;
    public required string Detector;
    public required Slot Slot;
    public required float[] Traits;
    public required int Line;
    /// <summary>1, 0, or -1: on a line with a true row, but another value.</summary>
    public int Label;
    /// <summary>The line has a label.</summary>
    public bool Labelled;
    public double Weight = 1;
    /// <summary>Margin given by a model that has not seen the repository.</summary>
    public float Unseen;
    public int Fold;
    /// <summary>Its probability, by a curve that has not seen the repository either.</summary>
    public double Probability;
}
