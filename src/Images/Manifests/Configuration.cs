using System.Text.Json;
using Stanch.Images.Contents;

namespace Stanch.Images.Manifests;

/// <summary>An image's configuration: what it says in words, and which instruction made which layer.</summary>
internal sealed class Configuration
{
    private const int MostDepth = 32;

    public required string Platform { get; init; }
    public required IReadOnlyList<Digest?> DiffIds { get; init; }
    /// <summary>Of each layer; empty where the history doesn't fit the layers.</summary>
    public required IReadOnlyList<string> Instructions { get; init; }
    public required IReadOnlyList<ImageText> Texts { get; init; }

    /// <returns>Null: it is no JSON object.</returns>
    public static Configuration? Parse(ReadOnlyMemory<byte> bytes, Digest digest)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MostDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement, digest) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Configuration Read(JsonElement root, Digest digest)
    {
        List<(string By, bool Empty, string More)> history = root.TryGetProperty("history", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(h => (ManifestDocument.Text(h, "created_by"), h.ValueKind == JsonValueKind.Object && h.TryGetProperty("empty_layer", out var e) && e.ValueKind == JsonValueKind.True,
                string.Join(' ', new[] { ManifestDocument.Text(h, "comment"), ManifestDocument.Text(h, "author") }.Where(t => t.Length > 0))))] : [];
        var said = new ImageText(digest, "config/history");
        foreach (var (by, _, more) in history)
        {
            if (by.Length > 0) said.Add(by, by);
            if (more.Length > 0) said.Add(more, by);
        }
        ImageText env = new(digest, "config/env"), labels = new(digest, "config/labels"), other = new(digest, "config/other");
        foreach (var part in (string[])["config", "container_config"])
        {
            if (!root.TryGetProperty(part, out var config) || config.ValueKind != JsonValueKind.Object) continue;
            if (config.TryGetProperty("Env", out var variables) && variables.ValueKind == JsonValueKind.Array)
                foreach (var variable in variables.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)) env.Add(variable, Maker("ENV", variable.Split('=')[0], history));
            if (config.TryGetProperty("Labels", out var named) && named.ValueKind == JsonValueKind.Object)
                foreach (var label in named.EnumerateObject()) labels.Add($"{label.Name}={(label.Value.ValueKind == JsonValueKind.String ? label.Value.GetString() : label.Value.GetRawText())}", Maker("LABEL", label.Name, history));
        }
        JsonText.Write(root, other, path => path is "history" or "rootfs" or "os" or "architecture" or "variant" or "config.Env" or "config.Labels" or "container_config.Env" or "container_config.Labels" or "created");
        List<string> makers = [.. history.Where(h => !h.Empty).Select(h => h.By)];
        List<Digest?> diffs = root.TryGetProperty("rootfs", out var rootfs) && rootfs.ValueKind == JsonValueKind.Object && rootfs.TryGetProperty("diff_ids", out var ids) && ids.ValueKind == JsonValueKind.Array
            ? [.. ids.EnumerateArray().Select(i => i.ValueKind == JsonValueKind.String && Digest.TryParse(i.GetString(), out var diff) ? diff : (Digest?)null)] : [];
        return new Configuration { Platform = ManifestDocument.PlatformOf(root), DiffIds = diffs, Instructions = makers, Texts = [env, labels, said, other] };
    }

    /// <summary>The last instruction of this kind that names it: <c>ENV NAME=value</c>.</summary>
    private static string Maker(string kind, string name, List<(string By, bool Empty, string More)> history) =>
        name.Length == 0 ? "" : history.LastOrDefault(h => h.By.Contains(kind, StringComparison.OrdinalIgnoreCase) && h.By.Contains(name, StringComparison.Ordinal)).By ?? "";
}
