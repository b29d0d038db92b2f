using System.Security.Cryptography;
using System.Text;
using Stanch.Catalog;
using Stanch.Detection.Telling;
using Stanch.Scanning;
using Stanch.Scanning.Reports;
using Stanch.Sources;

namespace Stanch.Tests.Scanning.Reports;

/// <summary>Made-up runs. Values are put together here, so that none stands in the repository.</summary>
internal static class Sample
{
    public static readonly Detector Token = Detector("acme/access-token", "Acme personal access token", Severity.Critical, "access-token") with
    {
        Source = "https://acme.example/docs/tokens?kind=personal&v=2",
    };
    public static readonly Detector Client = Detector("zoom/client-secret", "Zoom server-to-server OAuth client secret", Severity.High, "oauth-client");
    public static readonly Detector Password = Detector("generic/password", "Password given to a name", Severity.Medium, "password") with { Sureness = Sureness.Contextual };
    public static readonly Detector Publishable = Detector("stripe/publishable-key", "Stripe publishable key", Severity.High, "publishable-key") with { Public = true };

    public static readonly CommitOrigin Ada = new("1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d", "Ada Lovelace <ada@example.com>", new(2024, 3, 1, 23, 30, 0, TimeSpan.FromHours(1)));
    public static readonly CommitOrigin Grace = new("9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c", "Grace Hopper <grace@example.com>", new(2023, 11, 20, 9, 0, 0, TimeSpan.FromHours(-5)));

    public static string TokenValue => "acm_" + string.Concat(Enumerable.Repeat("Q7zR+/kp3", 4));
    public static string ClientValue => string.Concat(Enumerable.Repeat("t9Wx", 8));
    public static string PasswordValue => "hunter" + 2.ToString() + "?/%";
    public static string ClientIdValue => string.Concat(Enumerable.Repeat("idA4", 6));
    public static string[] Values => [TokenValue, ClientValue, PasswordValue, ClientIdValue];

    /// <summary>What a run over a small project looks like.</summary>
    public static ScanResult Typical()
    {
        var token = Value(TokenValue);
        var places = Enumerable.Range(1, 12).Select(i => Finding(Token, token, $"backup/2023/{i:00}.env", 3, 7, "TOKEN={0}") with { Commit = Grace });
        return new(
        [
            Finding(Token, token, "config/prod.env", 12, 14, "ACME_TOKEN={0}  # deploy") with { Commit = Ada, InCurrentTree = true, Confidence = 0.98 },
            Finding(Token, token, "deploy/old.sh", 3, 7, "export T={0}") with { Commit = Grace },
            .. places,
            Finding(Client, Value(ClientValue), "src/main/resources/application.yaml", 104, 22, "\tclient_secret: \"{0}\"") with
            {
                InCurrentTree = true, Decoded = "base64",
                Parts = [new FindingPart("client-id", Value(ClientIdValue)), new FindingPart("account-id", Value("acct" + new string('7', 18)))],
            },
            Finding(Password, Value(PasswordValue), "docs/setup.md", 88, 21, "then log in with password = {0} and carry on") with { Commit = Grace, Confidence = 0.42 },
            Finding(Publishable, Value("pk_" + new string('x', 21)), "web/index.html", 1204, 31, "<script>Stripe('{0}')</script>") with { Commit = Ada, InCurrentTree = true, Tells = [new Fact("account", "acct_1A2b3C"), new Fact("mode", "live")] },
        ], Receipt(Busy()) with
        {
            Ignored = new Dictionary<string, int> { [".stanch.yaml"] = 4, ["baseline"] = 2 },
            Notes = ["The entry 7-0a1b for acme/access-token ran out on 2026-01-01."],
        });
    }

    public static ScanResult Clean()
    {
        var coverage = new Coverage();
        coverage.AddFile(1234);
        return new([], Receipt(coverage));
    }

    public static ScanResult Partial()
    {
        var result = Typical();
        var coverage = result.Receipt.Coverage;
        for (var i = 0; i < 7; i++) coverage.Skip(SkipReason.Unreadable, $"home/keys/{i}.pem", "Permission denied");
        coverage.Skip(SkipReason.Missing, new string('c', 40));
        coverage.LimitHit("pattern time limit: acme/access-token");
        return result;
    }

    public static ScanResult Nothing() => new([], Receipt(new Coverage()));

    /// <summary>Every text that somebody else can choose is an attack on some format.</summary>
    public static ScanResult Hostile()
    {
        string[] attacks = [.. Hostilities.All];
        var findings = attacks.Select((text, i) => Finding(
            Detector("evil/" + text, text, Severity.High, text), Value(text + new string('v', 20)), text, 1 + i, 1, text + " {0} " + text) with
        {
            ProviderName = text, Repository = i % 2 == 0 ? text : "", OtherPaths = [text], Decoded = text,
            Commit = new CommitOrigin(text, text, Ada.Date), Parts = [new FindingPart(text, Value(text + new string('p', 20)))], Tells = [new Fact(text, text)],
        }).ToArray();
        var coverage = Busy();
        foreach (var text in attacks)
        {
            coverage.Skip(SkipReason.Unreadable, text, text);
            coverage.Skip(SkipReason.Binary, text, text);
            coverage.LimitHit(text);
        }
        return new(findings, Receipt(coverage) with
        {
            Targets = attacks, Scope = attacks, Notes = attacks, CatalogHash = attacks[0], EngineVersion = attacks[0],
            Ignored = attacks.ToDictionary(a => a, _ => 1),
        });
    }

    public static ScanResult ManyPlaces(int count) => new(
        [.. Enumerable.Range(1, count).Select(i => Finding(Token, Value(TokenValue), $"dir{i % 97}/file{i}.txt", i, 5, "T={0}") with { Commit = Ada })],
        Receipt(Busy()));

    /// <summary>In the form of a fingerprint, and quick: reports do not care how it is made.</summary>
    public static string Named(SecretValue value)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(value.Bytes));
        return $"{hash[0]}-{hash[1..25]}";
    }

    public static SecretValue Value(string text) => new(Encoding.UTF8.GetBytes(text));

    public static Finding Finding(Detector detector, SecretValue value, string file, int line, int column, string code) => new()
    {
        Detector = detector, ProviderName = detector.Provider == "generic" ? "Generic" : char.ToUpperInvariant(detector.Provider[0]) + detector.Provider[1..],
        Confidence = 0.9, File = file, LineStart = line, LineEnd = line, ColumnStart = column, ColumnEnd = column + value.Length,
        Parts = [], Entropy = 4.123456, Secret = value, Snippet = code.Replace("{0}", value.ToString(), StringComparison.Ordinal),
        Fingerprint = Named(value),
    };

    public static Receipt Receipt(Coverage coverage) => new()
    {
        Targets = ["projects/shop"], Scope = ["tree", "history"], Coverage = coverage, CatalogHash = "3fa1c9e5b7d2a4f6c8e0", Detectors = 412,
        EngineVersion = "0.1.0", Started = new(2026, 11, 24, 7, 15, 2, TimeSpan.Zero), Duration = TimeSpan.FromSeconds(1.934),
        Ignored = new Dictionary<string, int>(),
    };

    public static byte[] Written(string format, ScanResult result, ReportOptions? options = null)
    {
        Assert.True(ReportFormats.TryGet(format, out var report));
        using var stream = new MemoryStream();
        report.Write(result, options ?? new ReportOptions(Width: 80), stream);
        return stream.ToArray();
    }

    public static string Text(string format, ScanResult result, ReportOptions? options = null) =>
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Written(format, result, options));

    private static Detector Detector(string id, string title, Severity severity, string family) => new()
    {
        Id = id, Title = title, Provider = id[..id.IndexOf('/')], Severity = severity, Sureness = Sureness.Documented, Family = family, Anchors = ["acm_"],
    };

    private static Coverage Busy()
    {
        var coverage = new Coverage();
        for (var i = 0; i < 5012; i++) coverage.AddFile(4_000);
        for (var i = 0; i < 8430; i++) coverage.AddBlob(140_000);
        for (var i = 0; i < 1204; i++) coverage.AddCommit(300);
        coverage.AddRefs(12);
        coverage.AddTag(150);
        coverage.AddRepository();
        coverage.AddUnreachableBlobs(17);
        for (var i = 0; i < 1204; i++) coverage.Skip(SkipReason.Binary, $"assets/{i}.png");
        for (var i = 0; i < 88; i++) coverage.Skip(SkipReason.GitIgnored, $"node_modules/{i}");
        coverage.Skip(SkipReason.SymbolicLink, "loop");
        return coverage;
    }
}
