namespace Stanch.Bench;

/// <summary>What the figures are measured on.</summary>
internal sealed record Options(string Stanch, string Catalog, string[] Trees, string[] Repositories, int Runs, string[] Figures)
{
    private static readonly string[] Known = ["detect", "linear", "catalog", "tree", "history", "staged"];

    public bool Wants(string figure) => Figures.Length == 0 || Figures.Contains(figure);

    public static Options? Parse(string[] args)
    {
        string stanch = "", catalog = "";
        var trees = new List<string>();
        var repositories = new List<string>();
        var figures = new List<string>();
        var runs = 5;
        for (var i = 0; i < args.Length; i++)
        {
            var more = i + 1 < args.Length;
            switch (args[i])
            {
                case "--stanch" when more: stanch = args[++i]; break;
                case "--catalog" when more: catalog = args[++i]; break;
                case "--tree" when more: trees.Add(Path.GetFullPath(args[++i])); break;
                case "--repo" when more: repositories.Add(Path.GetFullPath(args[++i])); break;
                case "--runs" when more && int.TryParse(args[i + 1], out runs): i++; break;
                case var figure when Known.Contains(figure): figures.Add(figure); break;
                default:
                    Console.Error.WriteLine($"bench: '{args[i]}' is unknown or lacks its value; figures: {string.Join(' ', Known)}; options: --tree DIR --repo DIR --runs N");
                    return null;
            }
        }
        foreach (var folder in trees.Concat(repositories).Where(f => !Directory.Exists(f)))
        {
            Console.Error.WriteLine($"bench: no folder {folder}");
            return null;
        }
        return new Options(stanch, catalog, [.. trees], [.. repositories], runs, [.. figures]);
    }

    public static string Processor()
    {
        const string Info = "/proc/cpuinfo";
        return !File.Exists(Info) ? "unknown processor" : File.ReadLines(Info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor";
    }
}
