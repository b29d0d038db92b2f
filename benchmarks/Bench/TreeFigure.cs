using Stanch.Catalog;

namespace Stanch.Bench;

/// <summary>A working tree of 5,000 files, whole process, against ripgrep with the same anchors as literals and the same ignore rules.</summary>
internal static class TreeFigure
{
    private const int Files = 5000;

    public static void Print(Options options, Table table)
    {
        table.Title($"Working tree of {Files} files, whole process");
        var folder = Directory.CreateTempSubdirectory("stanch-bench-").FullName;
        try
        {
            var tree = Path.Combine(folder, "tree");
            var bytes = Copy(options.Trees, tree);
            File.WriteAllText(Path.Combine(tree, ".gitignore"), "*.log\n/build/\n");
            var anchors = Path.Combine(folder, "anchors");
            File.WriteAllLines(anchors, CatalogBlob.Read(File.ReadAllBytes(options.Catalog)).Detectors.SelectMany(d => d.Anchors).Distinct(StringComparer.OrdinalIgnoreCase));
            var pair = Pair.Measure(
                new Command(options.Stanch, ["scan", "--no-history", tree], folder),
                new Command("rg", ["--no-require-git", "--hidden", "-i", "-F", "-f", anchors, "--count", tree], folder),
                options.Runs * 2);
            table.Line($"{bytes / 1e6:0.0} MB: stanch {pair.Ours * 1000:0} ms, rg {pair.Peer * 1000:0} ms, own memory {pair.OwnMemory / 1e6:0} MB");
            table.Ratio("time, stanch : rg", pair.Ratio, 2, atLeast: false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static long Copy(string[] trees, string to)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        long bytes = 0;
        var count = 0;
        foreach (var (tree, number) in trees.Select((t, i) => (t, i)))
        {
            foreach (var path in Directory.EnumerateFiles(tree, "*", options).Order(StringComparer.Ordinal))
            {
                var relative = Path.GetRelativePath(tree, path);
                if (count >= Files || relative.StartsWith(".git/", StringComparison.Ordinal) || Path.GetFileName(path) == ".gitignore") continue;
                var target = Path.Combine(to, number.ToString(), relative);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(path, target);
                bytes += new FileInfo(target).Length;
                count++;
            }
        }
        return bytes;
    }
}
