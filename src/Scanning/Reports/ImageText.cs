using System.Text.Json;
using Stanch.Images;
using Stanch.Images.Contents;
using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>Where in an image something stands, for people and for machines.</summary>
internal static class ImageText
{
    private const int LongestInstruction = 160;

    public static string State(ImagePlace place)
    {
        var use = place.Uses[0];
        if (use.Position == 0) return "in the image's description";
        var seen = place.Uses.Count(u => u.Fate == Fate.Visible);
        if (seen == place.Uses.Count) return "visible in the image";
        if (seen > 0) return $"visible in {seen} of {Units.Count(place.Uses.Count, "image")}";
        return use.Fate == Fate.Deleted ? "deleted by a later layer, still in this one" : "overwritten by a later layer, still in this one";
    }

    /// <summary><c>layer 2 of 3, COPY .env /app · linux/amd64</c>.</summary>
    public static string Origin(ImagePlace place)
    {
        var use = place.Uses[0];
        var made = use.Instruction.Length == 0 ? "" : $"{(use.Position == 0 ? "" : ", ")}{Printable.Of(Plain(use.Instruction), LongestInstruction)}";
        var where = use.Position == 0 ? made.Length > 0 ? made : $"of the {place.Path.Split('/')[0]}" : $"layer {use.Position} of {use.Layers}{made}";
        var platform = use.Platform.Length > 0 ? $" · {Printable.Of(use.Platform, 40)}" : "";
        return $"{where}{platform}{(place.Uses.Count > 1 ? $" · and {Units.Count(place.Uses.Count - 1, "more image")}" : "")}";
    }

    /// <summary>Without what the classic builder puts before every instruction that runs nothing.</summary>
    private static string Plain(string instruction)
    {
        const string nop = "/bin/sh -c #(nop) ";
        return instruction.StartsWith(nop, StringComparison.Ordinal) ? instruction[nop.Length..].TrimStart() : instruction;
    }

    public static string Word(Fate fate) => fate.ToString().ToLowerInvariant();

    /// <summary>Absent where it stands in no image.</summary>
    public static void Write(Utf8JsonWriter json, Finding finding)
    {
        if (finding.Image is not { } place) return;
        json.WriteStartObject("image");
        json.WriteString("path", place.Path);
        json.WriteString(place.Uses[0].Position == 0 ? "document" : "layer", place.Blob);
        json.WriteString("instruction", place.Uses[0].Instruction);
        json.WriteBoolean("visible", place.Visible);
        if (place.Package is { } package) json.WriteString("package", package);
        json.WriteStartArray("images");
        foreach (var use in place.Uses)
        {
            json.WriteStartObject();
            json.WriteString("reference", use.Reference);
            if (use.Platform.Length > 0) json.WriteString("platform", use.Platform);
            json.WriteString("digest", use.Image);
            if (use.Position > 0)
            {
                json.WriteNumber("layer_number", use.Position);
                json.WriteString("state", Word(use.Fate));
            }
            json.WriteNumber("layers", use.Layers);
            json.WriteString("instruction", use.Instruction);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
