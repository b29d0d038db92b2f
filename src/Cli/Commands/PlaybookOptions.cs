using System.CommandLine;
using Stanch.Playbooks;
using Stanch.Playbooks.Formats;
using Stanch.Playbooks.Snippets;
using Stanch.Text;

namespace Stanch.Cli.Commands;

/// <summary>What <c>stanch playbook</c> takes.</summary>
internal sealed class PlaybookOptions
{
    private static readonly string[] Misuses = ["suspected", "unknown", "none"];

    public Argument<string?> Name { get; } = new("ID|PROVIDER") { Arity = ArgumentArity.ZeroOrOne, Description = "As in zoom/client-secret, or zoom, or words of the title." };
    public Option<string?> Language { get; } = new("--lang") { HelpName = "LANGUAGE", Description = $"Code in this language: {string.Join(", ", SnippetLibrary.Languages)}." };
    public Option<string?> Store { get; } = new("--store") { HelpName = "STORE", Description = $"Code and commands for this store: {string.Join(", ", SnippetLibrary.Stores)}. Default: env." };
    public Option<string> Format { get; } = new("--format") { HelpName = "FORMAT", Description = $"{string.Join(", ", PlaybookFormats.All)}.", DefaultValueFactory = _ => "text" };
    public Option<string> Misuse { get; } = new("--misuse") { HelpName = "WHAT", Description = "suspected: contain first, whatever breaks. Else unknown, or none: you looked and saw none.", DefaultValueFactory = _ => "unknown" };
    public Option<string?> Finding { get; } = new("--finding") { HelpName = "FINGERPRINT", Description = "Fill in file, line, commit and names of this finding; the start of the fingerprint will do. Needs --scan." };
    public Option<string?> Scan { get; } = new("--scan") { HelpName = "REPORT", Description = "A report of a scan: --report json=FILE or jsonl=FILE." };
    public Option<string?> Site { get; } = new("--site") { HelpName = "FOLDER", Description = "Write every playbook of the catalog as a site of linked pages into this folder: a new one, an empty one, or one with such a site." };
    public Option<string> Color { get; } = new("--color") { HelpName = "WHEN", Description = "auto, always, never.", DefaultValueFactory = _ => "auto" };

    public void AddTo(Command command)
    {
        command.Arguments.Add(Name);
        foreach (var option in new Option[] { Language, Store, Format, Misuse, Finding, Scan, Site, Color }) command.Options.Add(option);
    }

    public List<string> Mistakes(ParseResult parsed)
    {
        List<string> errors = [];
        OneOf(Language, SnippetLibrary.Languages);
        OneOf(Store, SnippetLibrary.Stores);
        OneOf(Format!, PlaybookFormats.All);
        OneOf(Misuse!, Misuses);
        OneOf(Color!, ["auto", "always", "never"]);
        if (parsed.GetValue(Site) is { } site)
        {
            if (site.Length == 0) errors.Add("--site: the folder's name is missing");
            if (parsed.GetValue(Name) is not null) errors.Add("--site: it holds every playbook; leave the name out");
            foreach (var other in new Option[] { Language, Store, Format, Misuse, Finding, Scan, Color })
                if (parsed.GetResult(other) is { Implicit: false }) errors.Add($"--site: {other.Name} is not for the whole catalog; leave it out");
            return errors;
        }
        var (finding, scan) = (parsed.GetValue(Finding), parsed.GetValue(Scan));
        if (finding is not null && scan is null) errors.Add("--finding: --scan with the report that it is in is missing");
        if (scan is not null && finding is null) errors.Add("--scan: --finding with the fingerprint is missing");
        if (finding is { Length: 0 }) errors.Add("--finding: the fingerprint is empty");
        if (finding is null && scan is null && parsed.GetValue(Name) is null) errors.Add("playbook: an id or a provider is missing; 'stanch detectors list' names them all");
        return errors;

        void OneOf(Option<string?> option, IReadOnlyList<string> values)
        {
            if (parsed.GetValue(option) is { } value && !values.Contains(value)) errors.Add($"{option.Name} {Printable.Of(value, 60)}: {string.Join(", ", values)}");
        }
    }

    public PlaybookRequest Request(ParseResult parsed, Exposure? exposure) => new()
    {
        Exposure = exposure, Language = parsed.GetValue(Language), Store = parsed.GetValue(Store),
        Misuse = parsed.GetValue(Misuse) switch { "suspected" => Playbooks.Misuse.Suspected, "none" => Playbooks.Misuse.None, _ => Playbooks.Misuse.Unknown },
    };
}
