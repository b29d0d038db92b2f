using System.Text.Json;
using Stanch.Images.Contents;

namespace Stanch.Images.Manifests;

/// <summary>The texts in a JSON document, one a line with its place: <c>config.Cmd: ...</c>.</summary>
internal static class JsonText
{
    public static void Write(JsonElement json, ImageText text, Func<string, bool> without) => Write(json, "", text, without);

    private static void Write(JsonElement json, string path, ImageText text, Func<string, bool> without)
    {
        if (path.Length > 0 && without(path)) return;
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject()) Write(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", text, without);
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray()) Write(item, path, text, without);
                break;
            case JsonValueKind.String:
                text.Add($"{path}: {json.GetString()}");
                break;
        }
    }

    /// <summary>What people wrote into a manifest's annotations, of itself and of what it refers to.</summary>
    public static void WriteAnnotations(JsonElement json, ImageText text)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray()) WriteAnnotations(item, text);
        }
        if (json.ValueKind != JsonValueKind.Object) return;
        foreach (var member in json.EnumerateObject())
        {
            if (member.Name != "annotations" || member.Value.ValueKind != JsonValueKind.Object) WriteAnnotations(member.Value, text);
            else
                foreach (var note in member.Value.EnumerateObject().Where(n => n.Value.ValueKind == JsonValueKind.String)) text.Add($"{note.Name}={note.Value.GetString()}");
        }
    }
}
