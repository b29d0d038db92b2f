using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Stanch.Bench.Quality;

namespace Stanch.Tests.Bench.Quality;

public sealed class ReaderPropertiesTest
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char["ab/ .%\"\\\n\té\u2028{}[],:"], 1, 12];

    private static readonly Gen<ReportedFinding> Finding =
        Gen.Select(Text, Gen.Int[1, 999], Gen.Int[0, 9], Text, Text).Select(t => new ReportedFinding(t.Item1, t.Item2, t.Item2 + t.Item3, t.Item4, t.Item5));

    private static readonly Dictionary<string, Func<ReportedFinding[], string>> Writers = new()
    {
        ["stanch"] = all => string.Join('\n', all.Select(f => new JsonObject { ["detector"] = f.Rule, ["file"] = f.File, ["line_start"] = f.LineStart, ["line_end"] = f.LineEnd, ["secret"] = f.Secret }.ToJsonString())),
        ["gitleaks"] = all => new JsonArray([.. all.Select(f => new JsonObject { ["RuleID"] = f.Rule, ["File"] = f.File, ["StartLine"] = f.LineStart, ["EndLine"] = f.LineEnd, ["Secret"] = f.Secret })]).ToJsonString(),
        ["trufflehog"] = all => string.Join("\r\n", all.Select(f => new JsonObject
        {
            ["SourceMetadata"] = new JsonObject { ["Data"] = new JsonObject { ["Filesystem"] = new JsonObject { ["file"] = f.File, ["line"] = f.LineStart } } }, ["DetectorName"] = f.Rule, ["Raw"] = f.Secret,
        }.ToJsonString())),
        ["detect-secrets"] = all => new JsonObject
        {
            ["plugins_used"] = new JsonArray(),
            ["results"] = new JsonObject(all.GroupBy(f => f.File).Select(g => KeyValuePair.Create<string, JsonNode?>(g.Key,
                new JsonArray([.. g.Select(f => new JsonObject { ["type"] = f.Rule, ["line_number"] = f.LineStart })])))),
        }.ToJsonString(),
        ["sarif"] = all => new JsonObject
        {
            ["runs"] = new JsonArray(new JsonObject
            {
                ["results"] = new JsonArray([.. all.Select(f => new JsonObject
                {
                    ["ruleId"] = f.Rule,
                    ["locations"] = new JsonArray(new JsonObject
                    {
                        ["physicalLocation"] = new JsonObject
                        {
                            ["artifactLocation"] = new JsonObject { ["uri"] = Uri.EscapeDataString(f.File) },
                            ["region"] = new JsonObject { ["startLine"] = f.LineStart, ["endLine"] = f.LineEnd },
                        },
                    }),
                })]),
            }),
        }.ToJsonString(),
    };

    public static TheoryData<string> Formats => [.. Writers.Keys];

    [Theory, MemberData(nameof(Formats))]
    public void Whatever_a_scanner_writes_is_read_as_it_was_meant(string format) => Finding.Array[0, 6].Sample(all =>
    {
        var (file, error) = FindingsReader.Read("f", Encoding.UTF8.GetBytes(Writers[format](all)));
        Assert.Null(error);
        IEnumerable<ReportedFinding> meant = format switch
        {
            "trufflehog" => all.Select(f => f with { LineEnd = f.LineStart }),
            "detect-secrets" => all.GroupBy(f => f.File).SelectMany(g => g).Select(f => f with { LineEnd = f.LineStart, Secret = "" }),
            "sarif" => all.Select(f => f with { Secret = "" }),
            _ => all,
        };
        Assert.Equal(meant, file!.Findings);
    });

    [Theory, MemberData(nameof(Formats))]
    public void A_damaged_file_is_read_or_refused_with_a_place_in_it(string format) =>
        Gen.Select(Finding.Array[1, 3], Gen.Int[0, 5000], Gen.Byte, Gen.Int[0, 40]).Sample((all, at, other, cut) =>
        {
            var bytes = Encoding.UTF8.GetBytes(Writers[format](all)).ToList();
            bytes[at % bytes.Count] = other;
            bytes.RemoveRange(bytes.Count - Math.Min(cut, bytes.Count), Math.Min(cut, bytes.Count));
            Refused([.. bytes]);
        });

    [Fact]
    public void Any_bytes_at_all_are_read_or_refused_with_a_place_in_them() => Gen.Byte.Array[0, 60].Sample(Refused);

    [Fact]
    public void A_deep_nest_is_refused() => Refused(Encoding.UTF8.GetBytes(new string('[', 10_000)));

    [Fact]
    public void Comma_separated_values_come_back_as_they_were_written() =>
        Gen.String[Gen.Char["ab,\"\n é"], 0, 8].Array[2, 4].Array[0, 5].Sample(table =>
        {
            var names = Enumerable.Range(0, 4).Select(i => $"n{i}").ToArray();
            var text = string.Join("\r\n", table.Select(row => string.Join(',', row.Select(v => $"\"{v.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))).Prepend(string.Join(',', names)));
            var read = Csv.Records(text, ',').ToList();
            Assert.Equal(table.Length, read.Count);
            Assert.All(read.Zip(table), pair => Assert.All(pair.Second.Select((v, i) => (v, i)), v => Assert.Equal(v.v, pair.First[names[v.i]])));
        });

    private static void Refused(byte[] bytes)
    {
        var (file, error) = FindingsReader.Read("f", bytes);
        Assert.True(file is null != (error is null));
        if (error is null) return;
        Assert.InRange(error.Line, 1, bytes.Count(b => b == '\n') + 1);
        Assert.InRange(error.Column, 1, bytes.Length + 1);
        Assert.NotEmpty(error.What);
    }
}
