namespace Stanch.Tests.Cli;

/// <summary>What a value says of itself stands in the reports, and the value does not.</summary>
public sealed class TellsTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("stanch-tells-").FullName;
    private readonly string bot = $"{new Random(7).Next(100_000_000, 999_999_999)}";
    private readonly string token;

    public TellsTest()
    {
        var random = new Random(8);
        token = $"{bot}:AA{string.Concat(Enumerable.Range(0, 33).Select(_ => "abcdefghkmnpqrstuvwxyzACDEFGHKMNPQRSTUVWXYZ23456789"[random.Next(50)]))}";
        File.WriteAllText(Path.Combine(folder, "bot.env"), $"TELEGRAM_BOT_TOKEN={token}\n");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Each_report_that_has_room_tells_it()
    {
        var finding = Assert.Single(Program.Scan(folder, ".").Findings);
        Assert.Equal(bot, finding.GetProperty("tells").GetProperty("bot").GetString());
        foreach (var (format, fact) in new[] { ("text", $"tells bot {bot}"), ("json", $"\"bot\": \"{bot}\""), ("sarif", $"\"bot\":\"{bot}\"") })
        {
            var report = Program.Stanch(folder, "scan", "--report", format, ".").Output;
            Assert.Contains(fact.Replace(" ", "", StringComparison.Ordinal), report.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain(token[(bot.Length + 1)..], report, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_fact_that_holds_another_secret_is_not_told()
    {
        // A token whose claims carry the bot's token: the claim would show it.
        static string Part(string json) => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(json));
        var jwt = $"{Part("{\"alg\":\"HS256\"}")}.{Part($"{{\"iss\":\"{token}\",\"exp\":1900000000}}")}.{new string([.. Enumerable.Range(0, 43).Select(i => (char)('a' + i * 7 % 26))])}";
        File.WriteAllText(Path.Combine(folder, "jwt.env"), $"token={jwt}\n");
        var run = Program.Scan(folder, ".");
        var told = run.Findings.Single(f => f.GetProperty("detector").GetString() == "jwt/token").GetProperty("tells");
        Assert.Equal("2030-03-17", told.GetProperty("expires").GetString());
        Assert.False(told.TryGetProperty("issuer", out _));
        Assert.DoesNotContain(token, run.All, StringComparison.Ordinal);
    }

    [Fact]
    public void A_detector_shows_how_sure_its_format_is_where_it_is_stated_and_what_it_tells()
    {
        var shown = Program.Stanch(folder, "detectors", "show", "telegram/bot-token").Output;
        Assert.Matches("(?m)^sure: +(documented|observed|contextual)$", shown);
        Assert.Matches("(?m)^source: +https://", shown);
        Assert.Matches("(?m)^tells: +bot: split : 0$", shown);
        var json = System.Text.Json.JsonDocument.Parse(Program.Stanch(folder, "detectors", "show", "telegram/bot-token", "--format", "json").Output).RootElement;
        Assert.Equal("split : 0", json.GetProperty("tells").GetProperty("bot").GetString());
    }
}
