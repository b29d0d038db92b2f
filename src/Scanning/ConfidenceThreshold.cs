using System.Globalization;
using Stanch.Detection;

namespace Stanch.Scanning;

/// <summary>The least confidence that is reported; what is less sure is only counted.</summary>
/// <param name="Preset">Its name; empty: a number of the user's own.</param>
public sealed record ConfidenceThreshold(double AtLeast, string Preset = "")
{
    public const string NumberForm = "a number from 0 to 1 as in 0.6, or a share as in 60%";

    /// <summary>What holds unless somebody asks for something else.</summary>
    public static ConfidenceThreshold Default { get; } = Of(ConfidencePreset.Default);

    /// <summary>Reports whatever was found.</summary>
    public static ConfidenceThreshold None { get; } = new(0);

    public static ConfidenceThreshold Of(ConfidencePreset preset) => new(preset.AtLeast, preset.Name);

    /// <returns>Null: no preset of that name.</returns>
    public static ConfidenceThreshold? Named(string preset) => ConfidencePreset.Named(preset) is { } known ? Of(known) : null;

    /// <summary><c>0.6</c> or <c>60%</c>. A plain 60 could be either, and is none.</summary>
    public static ConfidenceThreshold? Parse(string text)
    {
        var share = text.EndsWith('%');
        var digits = share ? text[..^1].TrimEnd() : text;
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
        if (share) number /= 100;
        return number is >= 0 and <= 1 ? new ConfidenceThreshold((double)number) : null;
    }

    /// <summary>Where the preset's name has to be told, or a number.</summary>
    public static string PresetNames => string.Join(", ", ConfidencePreset.All.Select(p => p.Name));
}

/// <summary>A threshold that was in force, for the receipt.</summary>
/// <param name="SetBy">Who asked for it: <c>default</c>, <c>command line</c>, or the configuration's file.</param>
/// <param name="Below">Secrets that were found and not reported because they are less sure.</param>
/// <param name="Repositories">Where it held, when the run had several thresholds.</param>
public sealed record ThresholdInForce(ConfidenceThreshold Threshold, string SetBy, int Below, IReadOnlyList<string> Repositories);
