using System.Globalization;
using Stanch.Sources.Files;

namespace Stanch.Scanning.Ignoring;

/// <summary>What <c>.stanch.yaml</c> may hold. Unknown keys are errors: a misspelt <c>until</c> would ignore for ever.</summary>
internal sealed class ConfigurationReader
{
    private readonly string file;
    private readonly List<ConfigurationError> errors;

    private ConfigurationReader(string file, IEnumerable<ConfigurationError> errors)
    {
        this.file = file;
        this.errors = [.. errors];
    }

    public static ConfigurationResult<Configuration> Read(string file, ReadOnlySpan<byte> content) => Read(file, PlainYamlReader.Read(file, content));

    public static ConfigurationResult<Configuration> Read(string file, YamlDocument document)
    {
        var reader = new ConfigurationReader(file, document.Errors);
        var configuration = reader.Root(document.Root);
        return reader.errors.Count == 0 ? configuration
            : new ConfigurationResult<Configuration>(null, [.. reader.errors.OrderBy(e => e.Line).ThenBy(e => e.Column)]);
    }

    private Configuration Root(YamlNode? root)
    {
        // A broken line may have been the one that is missed: then only the broken line is named.
        if (root is null && errors.Count > 0) return new Configuration();
        var top = Keys(root ?? new YamlMapping([], 1, 1, 1), "the file", ["version"], ["salt", "preset", "min-confidence", "paths", "detectors", "ignore", "false-alarms"]);
        if (Text(top, "version") is { } version && version.Text != "1")
            Fail(version, "CFG013", $"version {ConfigurationError.Quote(version.Text)}: this program reads version 1");
        var detectors = Present(top, "detectors") is { } node ? Keys(node, "'detectors'", [], ["exclude", "only"]) : [];
        return new Configuration
        {
            File = file,
            Salt = Text(top, "salt") is { } salt ? Salt(salt) : null,
            Paths = Texts(top, "paths"),
            ExcludedDetectors = Texts(detectors, "exclude"),
            OnlyDetectors = Texts(detectors, "only"),
            Threshold = Threshold(Text(top, "preset"), Text(top, "min-confidence")),
            Ignore = [.. Items(top, "ignore").Select(Entry).OfType<IgnoreEntry>()],
            FalseAlarms = [.. Items(top, "false-alarms").Select(Rule).OfType<FalseAlarmRule>()],
        };
    }

    private FalseAlarmRule? Rule(YamlNode node)
    {
        var before = errors.Count;
        var keys = Keys(node, "an entry of 'false-alarms'", ["detector", "reason"], ["path", "name"]);
        var (detector, reason, path, name) = (Text(keys, "detector"), Text(keys, "reason"), Text(keys, "path"), Text(keys, "name"));
        // By a detector alone it would be `detectors: exclude`, which says so.
        if (errors.Count == before && path is null && name is null) Fail(node, "CFG012", "'path' or 'name' is missing in an entry of 'false-alarms'");
        if (path is not null && !Glob.TryParse(path.Text, ignoreCase: false, out _, out var problem))
            Fail(path, "CFG013", $"the path {ConfigurationError.Quote(path.Text)} {problem}");
        return errors.Count > before || detector is null || reason is null ? null
            : new FalseAlarmRule(detector.Text, reason.Text) { Path = path?.Text, Name = name?.Text, Line = node.Line };
    }

    private IgnoreEntry? Entry(YamlNode node)
    {
        var before = errors.Count;
        var keys = Keys(node, "an entry of 'ignore'", ["fingerprint", "reason"], ["detector", "by", "until"]);
        var fingerprint = Text(keys, "fingerprint");
        var reason = Text(keys, "reason");
        var (detector, by, until) = (Text(keys, "detector"), Text(keys, "by"), Text(keys, "until"));
        if (fingerprint is not null && !Fingerprint.IsWellFormed(fingerprint.Text))
            Fail(fingerprint, "CFG013", $"{ConfigurationError.Quote(fingerprint.Text)} is no whole fingerprint, as a report shows it");
        DateOnly? last = null;
        if (until is not null)
        {
            if (DateOnly.TryParseExact(until.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) last = day;
            else Fail(until, "CFG013", $"{ConfigurationError.Quote(until.Text)} is no date: write 2027-01-31");
        }
        return errors.Count > before || fingerprint is null || reason is null ? null
            : new IgnoreEntry(fingerprint.Text, reason.Text) { Detector = detector?.Text, By = by?.Text, Until = last, Line = node.Line };
    }

    private ConfidenceThreshold? Threshold(YamlScalar? preset, YamlScalar? number)
    {
        if (preset is not null && number is not null) Fail(number, "CFG013", "'preset' and 'min-confidence' exclude each other");
        if (preset is not null)
        {
            if (ConfidenceThreshold.Named(preset.Text) is { } named) return named;
            Fail(preset, "CFG013", $"'preset' must be one of {ConfidenceThreshold.PresetNames}");
        }
        if (number is not null)
        {
            if (ConfidenceThreshold.Parse(number.Text) is { } threshold) return threshold;
            Fail(number, "CFG013", $"'min-confidence' must be {ConfidenceThreshold.NumberForm}");
        }
        return null;
    }

    private byte[]? Salt(YamlScalar salt)
    {
        if (TryParseSalt(salt.Text, out var bytes)) return bytes;
        Fail(salt, "CFG013", "'salt' must be 16 to 64 hex digits");
        return null;
    }

    internal static bool TryParseSalt(string hex, out byte[] salt)
    {
        salt = [];
        if (hex.Length is < 16 or > 64 || hex.Length % 2 != 0 || !hex.All(char.IsAsciiHexDigit)) return false;
        salt = Convert.FromHexString(hex);
        return true;
    }

    private Dictionary<string, YamlNode> Keys(YamlNode node, string where, string[] required, string[] optional)
    {
        var found = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        if (node is not YamlMapping mapping)
        {
            Fail(node, "CFG011", $"{where} must hold 'key: value' lines");
            return found;
        }
        foreach (var (key, value) in mapping.Pairs)
            if (required.Contains(key.Text) || optional.Contains(key.Text)) found.Add(key.Text, value);
            else Fail(key, "CFG010", $"unknown key {ConfigurationError.Quote(key.Text)} in {where}; it may hold {string.Join(", ", required.Concat(optional))}");
        foreach (var key in required)
            if (!found.ContainsKey(key) && !errors.Any(e => IsSyntax(e, mapping))) Fail(node, "CFG012", $"'{key}' is missing in {where}");
        return found;
    }

    private static bool IsSyntax(ConfigurationError error, YamlMapping mapping) =>
        error.Line >= mapping.Line && error.Line <= mapping.EndLine && string.CompareOrdinal(error.Code, "CFG010") < 0;

    private static YamlNode? Present(Dictionary<string, YamlNode> keys, string key) =>
        keys.TryGetValue(key, out var node) && node is not YamlScalar { Absent: true } ? node : null;

    private YamlScalar? Text(Dictionary<string, YamlNode> keys, string key)
    {
        if (!keys.TryGetValue(key, out var node)) return null;
        if (node is YamlScalar scalar && !string.IsNullOrWhiteSpace(scalar.Text)) return scalar;
        Fail(node, "CFG011", $"'{key}' must hold a text on its line");
        return null;
    }

    private IReadOnlyList<YamlNode> Items(Dictionary<string, YamlNode> keys, string key)
    {
        if (Present(keys, key) is not { } node) return [];
        if (node is YamlSequence list) return list.Items;
        Fail(node, "CFG011", $"'{key}' must hold a list");
        return [];
    }

    private List<Located> Texts(Dictionary<string, YamlNode> keys, string key)
    {
        var texts = new List<Located>();
        foreach (var item in Items(keys, key))
            if (item is YamlScalar scalar && !string.IsNullOrWhiteSpace(scalar.Text)) texts.Add(new Located(scalar.Text, scalar.Line, scalar.Column));
            else Fail(item, "CFG011", $"'{key}' must hold texts");
        return texts;
    }

    private void Fail(YamlNode at, string code, string message) => errors.Add(new ConfigurationError(file, at.Line, at.Column, code, message));
}
