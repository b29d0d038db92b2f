using Stanch.Archives;
using Stanch.Catalog;
using Stanch.Images;
using Stanch.Scanning.Content;
using Stanch.Scanning.Ignoring;
using Stanch.Sources;

namespace Stanch.Scanning.Merging;

/// <summary>Where images hold what was seen in some bytes of theirs: the same content may be in many layers, and a layer in many images.</summary>
internal static class ImagePlaces
{
    /// <summary>As rules about paths name it; null: it is in no image.</summary>
    public static string? PathOf(Provenance provenance) =>
        provenance.Root is ImageProvenance image ? provenance is EntryProvenance entry ? image.Path + EntryProvenance.Separator + entry.Inside : image.Path : null;

    public static IEnumerable<(Sighting Sighting, ImagePlace Place)> Of(Sighting sighting, ImageProvenance provenance, PathRules rules)
    {
        var inside = sighting.Provenance is EntryProvenance entry ? EntryProvenance.Separator + entry.Inside : "";
        foreach (var found in sighting.Origin.Images!.PlacesOf(provenance, sighting.Place.Start.Line))
        {
            var place = inside.Length == 0 ? found : found with { Path = found.Path + inside, OtherPaths = [.. found.OtherPaths.Select(p => p + inside)] };
            if (sighting.Origin.Counts(sighting.Match, place.Path) && rules.Allow(sighting.Match, place.Path, commit: null)) yield return (sighting, place);
        }
    }

    public static Occurrence Occurrence(Sighting sighting, ImagePlace place) => new()
    {
        Origin = sighting.Origin, Match = sighting.Match, Place = sighting.Place, File = place.File, OtherPaths = place.OtherPaths, Image = place, InCurrentTree = place.Visible, Entry = Merge.EntryOf(sighting),
    };

    public static void Show(SeenValue seen, Detector detector, Sighting sighting, ImagePlace place)
    {
        if (sighting.Place.Mark is not { } mark) return;
        sighting.Origin.Policy.See(new MarkedSecret
        {
            Mark = mark, Value = new SecretValue(seen.Bytes), Detector = detector.Id, File = place.File, Line = sighting.Place.Start.Line, Content = place.Blob, Current = place.Visible, Date = null,
        });
    }
}
