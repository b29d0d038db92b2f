using System.Text;

namespace Stanch.Bench.Quality;

/// <summary>Lines of the labelled files, read when they are asked for.</summary>
internal sealed class LabelledLines(string folder)
{
    private readonly Dictionary<string, string[]> files = new(StringComparer.Ordinal);

    /// <param name="file">From the labelled folder, beginning with <c>data/</c>.</param>
    /// <param name="number">From 1.</param>
    public string At(string file, int number)
    {
        if (!files.TryGetValue(file, out var lines))
        {
            var path = Path.Combine(folder, file);
            lines = File.Exists(path) ? Encoding.UTF8.GetString(File.ReadAllBytes(path)).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n') : [];
            files[file] = lines;
        }
        return number > 0 && number <= lines.Length ? lines[number - 1] : "";
    }
}
