using System.Net;
using System.Net.Sockets;
using System.Text;
using Stanch.Providers.Checks;
using Stanch.Providers.Logins;

namespace Stanch.Tests.Providers;

/// <summary>Checks by login against the real servers.</summary>
public sealed class LoginTest
{
    private static Task<CheckVerdict> Check(string id, string secret, int port, params (string Name, string Value)[] parts) => Check(id, secret, $"tcp://127.0.0.1:{port}", "", parts);

    private static async Task<CheckVerdict> Check(string id, string secret, string address, string authorities, params (string Name, string Value)[] parts)
    {
        var detector = CheckedTypes.Catalog.Detectors.Single(d => d.Id == id);
        var policy = Policies.For(new Dictionary<string, Endpoint> { [detector.Provider] = Endpoint.Parse(address, out _)! }) with { Authorities = authorities };
        using var checker = new Checker(CheckedTypes.Catalog, policy);
        return await checker.Check(new Credential(detector, secret, parts.ToDictionary(p => p.Name, p => p.Value)), TestContext.Current.CancellationToken);
    }

    private static string Said(CheckVerdict verdict) => verdict.Life == Life.Unknown ? $"unknown {verdict.Reason}" : verdict.Word;

    [Theory]
    [InlineData("scram-sha-256")]
    [InlineData("md5")]
    [InlineData("password")]
    public async Task PostgreSQL_tells_a_password_that_works_from_one_that_does_not(string method)
    {
        var password = "p@ss/" + Guid.NewGuid().ToString("N");
        using var server = DatabaseServer.PostgreSql("app", password, method);
        var live = await Check("postgresql/url", Uri.EscapeDataString(password), server.Port, ("user", "app"), ("database", "postgres"));
        Assert.True(live.Life == Life.Live, live.Detail);
        Assert.Equal(("127.0.0.1", 0), (live.Evidence!.Address, live.Evidence.Answer!.Status));
        Assert.NotNull(live.Evidence.Control);
        Assert.DoesNotContain(password, live.ToString(), StringComparison.Ordinal);
        Assert.Equal("live", Said(await Check("postgresql/pgpass", password, server.Port, ("user", "app"), ("database", "not_there"))));
        Assert.Equal("dead", Said(await Check("postgresql/pgpass", "another" + password, server.Port, ("user", "app"), ("database", "postgres"))));
        Assert.Equal("unknown needs-parts", Said(await Check("postgresql/url", password, server.Port)));
    }

    [Fact]
    public async Task A_PostgreSQL_server_that_trusts_everybody_proves_nothing()
    {
        using var server = DatabaseServer.PostgreSql("app", "whatever", "trust");
        Assert.Equal("unknown ambiguous", Said(await Check("postgresql/pgpass", "whatever", server.Port, ("user", "app"), ("database", "postgres"))));
    }

    [Fact]
    public async Task Redis_tells_a_password_that_works_from_one_that_does_not()
    {
        var (password, other) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
        using var server = DatabaseServer.Redis(password, "worker", other);
        Assert.Equal("live", Said(await Check("redis/url", password, server.Port)));
        Assert.Equal("live", Said(await Check("redis/url", other, server.Port, ("user", "worker"))));
        Assert.Equal("dead", Said(await Check("redis/url", other, server.Port)));
        Assert.Equal("dead", Said(await Check("redis/url", password, server.Port, ("user", "worker"))));
    }

    [Fact]
    public async Task A_Redis_server_without_a_password_proves_nothing()
    {
        using var server = DatabaseServer.Redis("", "worker", "w");
        Assert.Equal("unknown ambiguous", Said(await Check("redis/url", "anything-at-all", server.Port)));
    }

    [Fact]
    public async Task MariaDB_tells_a_password_that_works_from_one_that_does_not()
    {
        var password = "p@ss/" + Guid.NewGuid().ToString("N");
        using var certificate = new TestCertificate();
        using var server = DatabaseServer.MariaDb("app", password, certificate);
        foreach (var scheme in new[] { "tcp", "tls" })
        {
            Task<CheckVerdict> Ask(string id, string value, params (string, string)[] parts) => Check(id, value, $"{scheme}://127.0.0.1:{server.Port}", certificate.Pem, parts);
            var live = await Ask("mysql/url", Uri.EscapeDataString(password), ("user", "app"), ("database", "own"));
            Assert.True(live.Life == Life.Live, live.Detail);
            Assert.NotNull(live.Evidence!.Control);
            Assert.Equal("live", Said(await Ask("mysql/environment", password, ("user", "app"))));
            Assert.Equal("restricted", Said(await Ask("mysql/url", Uri.EscapeDataString(password), ("user", "app"), ("database", "closed"))));
            Assert.Equal("dead", Said(await Ask("mysql/environment", "another" + password, ("user", "app"))));
            Assert.Equal("dead", Said(await Ask("mysql/environment", password, ("user", "nobody"))));
            Assert.Equal("unknown ambiguous", Said(await Ask("mysql/environment", password, ("user", "local"))));
        }
        // Nobody vouches for its certificate any more.
        Assert.Equal("unknown network", Said(await Check("mysql/environment", password, $"tls://127.0.0.1:{server.Port}", "", ("user", "app"))));
    }

    [Fact]
    public async Task A_MariaDB_server_without_encryption_hears_no_password()
    {
        using var server = DatabaseServer.MariaDb("app", "whatever");
        var verdict = await Check("mysql/environment", "whatever", $"tls://127.0.0.1:{server.Port}", "", ("user", "app"));
        Assert.Equal("unknown ambiguous", Said(verdict));
        Assert.Contains("nothing was sent", verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RabbitMQ_tells_a_password_that_works_from_one_that_does_not()
    {
        var password = Guid.NewGuid().ToString("N");
        using var server = DatabaseServer.RabbitMq("app", password);
        var live = await Check("amqp/url", password, server.Port, ("user", "app"));
        Assert.True(live.Life == Life.Live, live.Detail);
        Assert.Equal("dead", Said(await Check("amqp/url", "another" + password, server.Port, ("user", "app"))));
        Assert.Equal("dead", Said(await Check("amqp/environment", password, server.Port, ("user", "nobody"))));
    }

    [Theory]
    [InlineData("tcp", false, false)]
    [InlineData("tls", true, true)]
    public async Task A_mail_server_tells_a_password_that_works_from_one_that_does_not(string scheme, bool encrypted, bool whole)
    {
        var password = Guid.NewGuid().ToString("N");
        using var certificate = new TestCertificate();
        using var server = DatabaseServer.Smtp("ann@example.org", password, encrypted ? certificate : null, whole);
        Task<CheckVerdict> Ask(string value) => Check("smtp/password", value, $"{scheme}://127.0.0.1:{server.Port}", certificate.Pem, ("user", "ann@example.org"));
        var live = await Ask(password);
        Assert.True(live.Life == Life.Live, live.Detail);
        Assert.Equal("dead", Said(await Ask("another" + password)));
    }

    [Theory]
    [InlineData("235 2.7.0 Authentication successful", "535 5.7.8 Authentication credentials invalid", "Live", "Dead")]
    [InlineData("454 4.7.0 Temporary authentication failure", "535 no", "RateLimit", "Dead")]
    [InlineData("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant", "535 no", "Unclear", "Dead")]
    [InlineData("530 5.7.0 Must issue a STARTTLS command first", "535 no", "Unclear", "Dead")]
    public async Task SMTP_answers_are_read_by_their_codes(string right, string wrong, string expectedRight, string expectedWrong)
    {
        foreach (var (password, expected) in new[] { ("right word", expectedRight), ("wrong", expectedWrong) })
        {
            using var server = new TcpListener(IPAddress.Loopback, 0);
            server.Start();
            var serving = Serve(server, right, wrong);
            using var client = new TcpClient();
            await client.ConnectAsync((IPEndPoint)server.LocalEndpoint, TestContext.Current.CancellationToken);
            using var line = new LoginLine(client.GetStream(), "127.0.0.1", plain: true, new());
            Assert.Equal(expected, (await new SmtpLogin().Try(line, new LoginRequest("ann", password, ""), TestContext.Current.CancellationToken)).Meaning.ToString());
            Assert.Equal(["EHLO stanch.invalid", $"AUTH PLAIN {Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0ann\0{password}"))}", "QUIT"], await serving);
        }
    }

    private static async Task<List<string>> Serve(TcpListener server, string right, string wrong)
    {
        using var client = await server.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 mail.example ESMTP");
        List<string> heard = [];
        while (await reader.ReadLineAsync() is { } line)
        {
            heard.Add(line);
            if (line == "QUIT") break;
            if (line.StartsWith("EHLO", StringComparison.Ordinal)) await writer.WriteLineAsync("250-mail.example\r\n250-SIZE 1000\r\n250 AUTH LOGIN PLAIN");
            else await writer.WriteLineAsync(Encoding.UTF8.GetString(Convert.FromBase64String(line[11..])).EndsWith("\0right word", StringComparison.Ordinal) ? right : wrong);
        }
        return heard;
    }

    /// <summary>The example of RFC 7677.</summary>
    [Fact]
    public void A_password_is_proved_as_published()
    {
        var scram = new ScramLogin("pencil", "user", "rOprNGfwEbeRWgbNEkqO");
        const string server = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
        Assert.Equal("n,,n=user,r=rOprNGfwEbeRWgbNEkqO", scram.First);
        Assert.Equal("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", scram.Proof(server));
        Assert.True(scram.Knows("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
        Assert.False(scram.Knows("v=AAAA"));
        Assert.Throws<InvalidDataException>(() => scram.Proof("r=other,s=W22Z,i=4096"));
        Assert.Throws<InvalidDataException>(() => scram.Proof("r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=100000000"));
    }

    [Fact]
    public async Task A_host_that_nobody_named_is_not_logged_in_to()
    {
        var detector = CheckedTypes.Catalog.Detectors.Single(d => d.Id == "redis/url");
        using var checker = new Checker(CheckedTypes.Catalog, Policies.For(new Dictionary<string, Endpoint>()));
        var verdict = await checker.Check(new Credential(detector, "word-of-nobody", new Dictionary<string, string> { ["host"] = "cache.example.com:6379" }), TestContext.Current.CancellationToken);
        Assert.Equal((Doubt.HostNotAllowed, null), (verdict.Doubt, verdict.Evidence));
    }

    [Fact]
    public async Task What_speaks_another_protocol_proves_nothing()
    {
        using var web = new LoopbackProvider(_ => new Said(200, "{}"));
        foreach (var id in new[] { "redis/url", "postgresql/pgpass" })
        {
            var verdict = await CheckAt(id, web.Port);
            Assert.Equal(Life.Unknown, verdict.Life);
        }

        static Task<CheckVerdict> CheckAt(string id, int port)
        {
            var detector = CheckedTypes.Catalog.Detectors.Single(d => d.Id == id);
            var policy = Policies.For(new Dictionary<string, Endpoint> { [detector.Provider] = Endpoint.Parse($"tcp://127.0.0.1:{port}", out _)! }) with { Timeout = TimeSpan.FromSeconds(2) };
            return new Checker(CheckedTypes.Catalog, policy).Check(new Credential(detector, "word-of-nobody", new Dictionary<string, string> { ["user"] = "app", ["database"] = "d" }), TestContext.Current.CancellationToken);
        }
    }
}
