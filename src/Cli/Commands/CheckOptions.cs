using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Stanch.Catalog;
using Stanch.Cli.Output;
using Stanch.Providers.Checks;
using Stanch.Scanning;
using Stanch.Text;

namespace Stanch.Cli.Commands;

/// <summary>How providers are asked: for <c>stanch check</c> and for <c>stanch scan --check</c>.</summary>
internal sealed class CheckOptions
{
    private const string Harmless = "harmless";
    private static readonly string[] Effects = ["mints-token", "changes"];

    public Option<string?> Check { get; } = new("--check") { HelpName = "WHAT", Description = $"Ask each provider whether what was found works. Alone, or with {Harmless}: only by requests that change nothing. Also {string.Join(", ", Effects)}: name what more they may do." };
    public Option<string[]> Endpoints { get; } = new("--endpoint") { HelpName = "PROVIDER=URL", Description = "Ask there in place of the provider's own hosts: for what you host yourself. May be repeated." };
    public Option<string?> Proxy { get; } = new("--proxy") { HelpName = "URL", Description = "Ask through this proxy. None is taken from the environment." };
    public Option<string?> Authorities { get; } = new("--ca") { HelpName = "FILE", Description = "Trust these certificates (PEM) too." };
    public Option<string?> KnownHosts { get; } = new("--known-hosts") { HelpName = "FILE", Description = "Keys of SSH servers that --endpoint names. Default: ~/.ssh/known_hosts." };
    public Option<bool> Offline { get; } = new("--offline") { Description = "Send nothing, and say of each what would be asked." };
    public Option<double> Timeout { get; } = new("--timeout") { HelpName = "SECONDS", Description = "For each request.", DefaultValueFactory = _ => 15 };
    public Option<double> Wait { get; } = new("--max-wait") { HelpName = "SECONDS", Description = "The longest pause that a provider may ask for.", DefaultValueFactory = _ => 30 };
    public Option<double> Rate { get; } = new("--rate") { HelpName = "N", Description = "Requests a second to one provider.", DefaultValueFactory = _ => 5 };
    public Option<int> MaxRequests { get; } = new("--max-requests") { HelpName = "N", Description = "Requests of the whole run.", DefaultValueFactory = _ => 10_000 };

    public IEnumerable<Option> Network => [Endpoints, Proxy, Authorities, KnownHosts, Offline, Timeout, Wait, Rate, MaxRequests];

    /// <summary><c>--check</c> stands alone, and the parser would take the path behind it for its value.</summary>
    public static string[] Spell(string[] args) => [.. args.Select((a, i) => a == "--check" && !args.Take(i).Contains("--") ? $"--check={Harmless}" : a)];

    /// <returns>Null after a mistake.</returns>
    public CheckPolicy? Policy(ParseResult parsed, ProviderCatalog catalog, List<string> errors)
    {
        var before = errors.Count;
        HashSet<string> effects = ["none"];
        foreach (var word in (parsed.GetValue(Check) ?? Harmless).Split(','))
        {
            if (Effects.Contains(word)) effects.Add(word);
            else if (word is not (Harmless or "none")) errors.Add($"--check={Printable.Of(word, 60)}: {Harmless}, {string.Join(", ", Effects)}");
        }
        foreach (var (option, value) in new[] { (Timeout, parsed.GetValue(Timeout)), (Rate, parsed.GetValue(Rate)) })
            if (!(value is > 0 and <= 3600)) errors.Add($"{option.Name}: a number above 0 and up to 3600");
        if (!(parsed.GetValue(Wait) is >= 0 and <= 86_400)) errors.Add("--max-wait: a number from 0 to 86400");
        if (parsed.GetValue(MaxRequests) < 1) errors.Add("--max-requests: a number from 1 on");
        var endpoints = new Dictionary<string, Endpoint>(StringComparer.Ordinal);
        foreach (var text in parsed.GetValue(Endpoints) ?? []) AddEndpoint(text, catalog, endpoints, errors);
        var proxy = ProxyOf(parsed, errors);
        var authorities = AuthoritiesOf(parsed, errors);
        var hostKeys = Keys(parsed, endpoints.Values.Any(e => e.IsLogin), errors);
        if (errors.Count > before) return null;
        return new CheckPolicy
        {
            Effects = effects, Endpoints = endpoints, Proxy = proxy, Authorities = authorities, KnownHosts = hostKeys, Offline = parsed.GetValue(Offline),
            Timeout = TimeSpan.FromSeconds(parsed.GetValue(Timeout)), LongestWait = TimeSpan.FromSeconds(parsed.GetValue(Wait)),
            Rate = parsed.GetValue(Rate), Concurrency = Math.Max(2, (int)Math.Min(parsed.GetValue(Rate) / 2, 16)), MaxRequests = parsed.GetValue(MaxRequests),
            Chance = RandomNumberGenerator.GetInt32, Agent = string.Create(CultureInfo.InvariantCulture, $"stanch/{Scan.Version}"),
        };
    }

    public Uri? ProxyOf(ParseResult parsed, List<string> errors)
    {
        Uri? proxy = null;
        if (parsed.GetValue(Proxy) is { } at && (!Uri.TryCreate(at, UriKind.Absolute, out proxy) || proxy.Scheme is not ("http" or "https") || proxy.UserInfo.Length > 0))
            errors.Add($"--proxy {Printable.Of(at, 100)}: an address as in http://proxy.example.com:3128, without a user");
        return proxy;
    }

    /// <summary>In PEM; empty: none besides the system's.</summary>
    public string AuthoritiesOf(ParseResult parsed, List<string> errors) => parsed.GetValue(Authorities) is { } file ? Read(file, errors) : "";

    private static void AddEndpoint(string text, ProviderCatalog catalog, Dictionary<string, Endpoint> endpoints, List<string> errors)
    {
        if (text.Split('=', 2) is not [var provider, var address]) errors.Add($"--endpoint {Printable.Of(text, 100)}: PROVIDER=URL");
        else if (catalog.Providers.All(p => p.Id != provider)) errors.Add($"--endpoint {Printable.Of(text, 100)}: there is no provider '{Printable.Of(provider, 60)}'");
        else if (Endpoint.Parse(address, out var mistake) is { } endpoint) endpoints[provider] = endpoint;
        else errors.Add($"--endpoint {Printable.Of(text, 100)}: {mistake}");
    }

    /// <summary>The user's own file may well not be there.</summary>
    private string Keys(ParseResult parsed, bool wanted, List<string> errors)
    {
        var named = parsed.GetValue(KnownHosts);
        if (named is null && !wanted) return "";
        var file = named ?? Path.Combine(Terminal.Environment(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") ?? "", ".ssh", "known_hosts");
        try
        {
            return named is null && !File.Exists(file) ? "" : File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            errors.Add($"--known-hosts {Printable.Of(file, 200)}: {e.Message}");
            return "";
        }
    }

    private static string Read(string file, List<string> errors)
    {
        var shown = Printable.Of(file, 200);
        try
        {
            var text = File.ReadAllText(file);
            if (text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal)) return text;
            errors.Add($"--ca {shown}: there is no certificate in it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            errors.Add($"--ca {shown}: {e.Message}");
        }
        return "";
    }
}
