using Stanch.Providers.Checks;
using Stanch.Providers.Logins;

namespace Stanch.Tests.Providers;

public sealed class MySqlLoginTest
{
    private static readonly LoginRequest right = new("app", "right word", "core");

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(true, "caching_sha2_password")]
    [InlineData(false, "caching_sha2_password")]
    public async Task MySQL_8_tells_a_password_that_works_from_one_that_does_not(bool cached, string? change)
    {
        var double8 = new MySqlServer("app", "right word") { Cached = cached, Switch = change };
        using var server = new LoopbackServer(double8.Play);
        Assert.Equal(Meaning.Live, (await server.Try(new MySqlLogin(), right)).Meaning);
        SpinWait.SpinUntil(() => double8.Heard.Count == 2, TimeSpan.FromSeconds(30));
        // Goodbye, and not one statement.
        Assert.Equal(["01", "end"], double8.Heard);
        Assert.Equal(Meaning.Dead, (await server.Try(new MySqlLogin(), right with { Password = "wrong" })).Meaning);
        Assert.Equal(Meaning.Dead, (await server.Try(new MySqlLogin(), right with { User = "ann" })).Meaning);
        Assert.Equal(Meaning.Dead, (await server.Try(new MySqlLogin(), right with { Password = "" })).Meaning);
    }

    [Theory]
    [InlineData("mysql_clear_password")]
    [InlineData("sha256_password")]
    [InlineData("client_ed25519")]
    [InlineData("dialog")]
    public async Task A_login_that_would_show_the_password_or_is_not_known_is_not_tried(string plugin)
    {
        using var server = new LoopbackServer(new MySqlServer("app", "right word") { Switch = plugin }.Play);
        var answer = await server.Try(new MySqlLogin(), right);
        Assert.Equal((Meaning.Unclear, $"the server asks for a login that is not tried here ({plugin})"), (answer.Meaning, answer.Text));
    }

    /// <summary>The key that a server hands out over a connection in clear could be anybody's who stands between.</summary>
    [Fact]
    public async Task The_password_is_never_sealed_for_a_key_that_came_in_clear_from_elsewhere()
    {
        using var certificate = new TestCertificate();
        List<byte[]> heard = [];
        using var server = new LoopbackServer(async (stream, stop) =>
        {
            await stream.WriteAsync((byte[])[73, 0, 0, 0, 10, .. "8.4.3\0"u8, 1, 0, 0, 0, .. "12345678"u8, 0, 0xFF, 0xF7, 45, 2, 0, 0xFF, 0xDF, 21, .. new byte[10], .. "123456789012"u8, 0, .. "caching_sha2_password\0"u8], stop);
            var buffer = new byte[4096];
            for (int read; (read = await stream.ReadAsync(buffer, stop)) > 0;) lock (heard) heard.Add(buffer[..read]);
        });
        using var client = new System.Net.Sockets.TcpClient("127.0.0.1", server.Port);
        using var line = new LoginLine(client.GetStream(), "127.0.0.1", plain: false, new());
        Assert.Equal(Meaning.Unclear, (await new MySqlLogin().Try(line, right, TestContext.Current.CancellationToken)).Meaning);
        Assert.Empty(heard);
    }

    [Theory]
    [InlineData(1049, "Live")]
    [InlineData(1044, "Restricted")]
    [InlineData(1862, "Restricted")]
    [InlineData(1045, "Dead")]
    [InlineData(1040, "RateLimit")]
    [InlineData(1698, "Unclear")]
    [InlineData(3118, "Unclear")]
    [InlineData(1130, "Unclear")]
    public async Task Refusals_are_read_by_their_numbers(int code, string expected)
    {
        using var server = new LoopbackServer((stream, stop) => stream.WriteAsync((byte[])[9, 0, 0, 0, 0xFF, (byte)code, (byte)(code >> 8), .. "#HY000"u8], stop).AsTask());
        Assert.Equal(expected, (await server.Try(new MySqlLogin(), right)).Meaning.ToString());
    }
}
