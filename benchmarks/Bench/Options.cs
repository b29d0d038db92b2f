namespace Stanch.Bench;

/// <summary>What the figures are measured on.</summary>
internal sealed record Options(string Stanch, string Catalog, string[] Trees, string[] Repositories, int Runs, string[] Figures)
{
    private static readonly string[] Known = ["detect", "linear", "catalog", "generic", "tree", "history", "staged", "hook", "check", "quality", "alarms", "past-alarms"];

    /// <summary>Labelled code; empty: none.</summary>
    public string Labels { get; private init; } = "";
    /// <summary>Outputs of other scanners on the labelled code, by their names.</summary>
    public IReadOnlyList<(string Name, string File)> Findings { get; private init; } = [];

    /// <summary>The judged places of well-kept repositories, and where these lie; empty: nowhere.</summary>
    public string Trials { get; private init; } = "";
    public string Clones { get; private init; } = "";

    public bool Wants(string figure) => Figures.Length == 0 || Figures.Contains(figure);

    public static Options? Parse(string[] args)
    {
        string stanch = "", catalog = "";
        var trees = new List<string>();
        var repositories = new List<string>();
        var figures = new List<string>();
        var findings = new List<(string, string)>();
        string labels = "", trials = "", clones = "";
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
                case "--labels" when more: labels = Path.GetFullPath(args[++i]); break;
                case "--trials" when more: trials = Path.GetFullPath(args[++i]); break;
                case "--clones" when more: clones = Path.GetFullPath(args[++i]); break;
                case "--findings" when more && args[i + 1].IndexOf('=') is > 0 and var sign:
                    findings.Add((args[++i][..sign], Path.GetFullPath(args[i][(sign + 1)..])));
                    break;
                case "--runs" when more && int.TryParse(args[i + 1], out runs): i++; break;
                case var figure when Known.Contains(figure): figures.Add(figure); break;
                default:
                    Console.Error.WriteLine($"bench: '{args[i]}' is unknown or lacks its value; figures: {string.Join(' ', Known)}; options: --tree DIR --repo DIR --labels DIR --findings NAME=FILE --clones DIR --runs N");
                    return null;
            }
        }
        foreach (var folder in trees.Concat(repositories).Append(labels).Append(clones).Where(f => f.Length > 0 && !Directory.Exists(f)))
        {
            Console.Error.WriteLine($"bench: no folder {folder}");
            return null;
        }
        foreach (var (_, file) in findings.Where(f => !File.Exists(f.Item2)))
        {
            Console.Error.WriteLine($"bench: no file {file}");
            return null;
        }
        if (labels.Length == 0 && (figures.Contains("quality") || findings.Count > 0))
        {
            Console.Error.WriteLine("bench: quality is measured on labelled code: --labels DIR");
            return null;
        }
        if (clones.Length == 0 && (figures.Contains("alarms") || figures.Contains("past-alarms")))
        {
            Console.Error.WriteLine("bench: alarms are counted in repositories that lie on this machine: --clones DIR");
            return null;
        }
        return new Options(stanch, catalog, [.. trees], [.. repositories], runs, [.. figures]) { Labels = labels, Findings = findings, Trials = trials, Clones = clones };
    }

    public static string Processor()
    {
        const string Info = "/proc/cpuinfo";
        return !File.Exists(Info) ? "unknown processor" : File.ReadLines(Info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor";
    }
}
