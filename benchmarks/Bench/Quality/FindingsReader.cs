using System.Text.Json;
using Stanch.Bench.Quality.Formats;

namespace Stanch.Bench.Quality;

/// <summary>Reads a scanner's output, whichever of the known formats it is in: told by what it holds, never by its name.</summary>
internal static class FindingsReader
{
    private static readonly IFindingsFormat[] Formats = [new StanchFindings(), new GitleaksFindings(), new SarifFindings(), new DetectSecretsFindings(), new TruffleHogFindings()];

    public static (FindingsFile? File, FindingsError? Error) Read(string name, ReadOnlySpan<byte> content)
    {
        try
        {
            var values = PlacedJson.ReadAll(content);
            // TruffleHog and JSON lines of ours without a finding; Go writes null for a list that was never begun.
            if (values.Count == 0) return (new FindingsFile("empty", [], 0), null);
            if (values is [{ Kind: JsonTokenType.Null }]) return (new FindingsFile("gitleaks JSON", [], 0), null);
            if (Formats.FirstOrDefault(f => f.Fits(values[0])) is not { } format)
                return (null, At(name, content, values[0].Offset, $"none of the known formats: {string.Join(", ", Formats.Select(f => f.Name))}"));
            var collected = new Collected();
            foreach (var value in values) format.Read(value, collected);
            return (new FindingsFile(format.Name, collected.Findings, collected.Placeless), null);
        }
        catch (MisplacedValueException e)
        {
            return (null, At(name, content, e.Offset, e.Message));
        }
        catch (JsonException e)
        {
            return (null, new FindingsError(name, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, "no JSON: " + e.Message.Split(" LineNumber:")[0].Split(" Path:")[0]));
        }
    }

    private static FindingsError At(string name, ReadOnlySpan<byte> content, int offset, string what)
    {
        var before = content[..offset];
        return new FindingsError(name, before.Count((byte)'\n') + 1, offset - before.LastIndexOf((byte)'\n'), what);
    }
}
