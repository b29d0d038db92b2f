namespace Stanch.Bench.Quality.Formats;

/// <summary>TruffleHog's JSON lines. Where a finding stands is told by the one member of <c>SourceMetadata.Data</c>, whichever source it is named for.</summary>
internal sealed class TruffleHogFindings : IFindingsFormat
{
    public string Name => "TruffleHog JSON lines";

    public bool Fits(PlacedJson first) => first.IsObject && first["SourceMetadata"] is not null;

    public void Read(PlacedJson value, Collected into)
    {
        if (Expected.Object(value)["SourceMetadata"] is not { IsObject: true } metadata) throw new MisplacedValueException(value, "this object lacks 'SourceMetadata'");
        if (metadata["Data"] is not { IsObject: true, Members: [{ Value: { IsObject: true } place }, ..] }) throw new MisplacedValueException(metadata, "'Data' with the place was expected here");
        into.Add(Expected.Text(place, "file"), place["line"], null, Expected.TextIfAny(value, "Raw"), Expected.TextIfAny(value, "DetectorName"));
    }
}
