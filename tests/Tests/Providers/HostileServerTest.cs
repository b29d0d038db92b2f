using CsCheck;
using Stanch.Providers.Checks;
using Stanch.Providers.Logins;

namespace Stanch.Tests.Providers;

/// <summary>Servers that lie, babble, break off or never end: no login says more than it knows, and none falls over.</summary>
public sealed class HostileServerTest
{
    private static readonly string[] protocols = ["amqp", "mongodb", "mysql", "postgresql", "redis", "smtp"];
    private static readonly LoginRequest request = new("app", "right word", "core");

    /// <summary>What servers say first, or next: the start of each case, so that what is made up reaches beyond the first byte.</summary>
    private static readonly byte[][] openings =
    [
        [],
        [73, 0, 0, 0, 10, .. "8.4.3\0"u8, 1, 0, 0, 0, .. "12345678"u8, 0, 0xFF, 0xF7, 45, 2, 0, 0xFF, 0xDF, 21, .. new byte[10], .. "123456789012"u8, 0, .. "caching_sha2_password\0"u8],
        [.. "220 mail\r\n250-a\r\n250 AUTH PLAIN\r\n"u8],
        [(byte)'R', 0, 0, 0, 23, 0, 0, 0, 10, .. "SCRAM-SHA-256\0\0"u8],
        [(byte)'R', 0, 0, 0, 12],
        [(byte)'R', 0, 0, 0, 12, 0, 0, 0, 5],
        [(byte)'R', 0, 0, 0, 5],
        [(byte)'R', 0, 0, 0, 9, 0, 0, 0, 5],
        [1, 0, 0, 0, 0, 0, 20, 0, 10, 0, 10, 0, 9],
        [40, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 0xDD, 7, 0, 0, 0, 0, 0, 0, 0],
        [.. "HTTP/1.1 200 OK\r\n\r\n{}"u8],
    ];

    /// <summary>Says what it was given, hears nothing, and ends.</summary>
    private sealed class Tape(byte[] said) : Stream
    {
        private int at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) { }
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(count, said.Length - at);
            said.AsSpan(at, read).CopyTo(buffer.AsSpan(offset));
            at += read;
            return read;
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Whatever_a_server_says_ends_in_an_answer_or_in_words_for_it(string protocol) =>
        Gen.Select(Gen.Int[0, openings.Length - 1].Select(i => openings[i]), Gen.Byte.Array[0, 200], Gen.Int[0, 100], Gen.Byte).Sample((opening, rest, at, other) =>
        {
            byte[] said = [.. opening, .. rest];
            if (said.Length > 0 && at % 3 == 0) said[at % said.Length] = other;
            using var line = new LoginLine(new Tape(said), "127.0.0.1", plain: true, new());
            try
            {
                var answer = LoginProtocols.Of(protocol).Try(line, request, CancellationToken.None).GetAwaiter().GetResult();
                Assert.DoesNotContain("right word", answer.Text, StringComparison.Ordinal);
                Assert.All(answer.Text, c => Assert.InRange(c, ' ', '~'));
            }
            catch (Exception e) when (e is IOException or InvalidDataException)
            {
                // As it is said of them.
            }
        }, iter: 5_000);

    public static TheoryData<string> Protocols => [.. protocols];

    private static async Task<CheckVerdict> Check(string protocol, int port)
    {
        var id = protocol switch { "amqp" => "amqp/url", "mongodb" => "mongodb/url", "mysql" => "mysql/url", "postgresql" => "postgresql/url", "redis" => "redis/url", _ => "smtp/url" };
        var detector = CheckedTypes.Catalog.Detectors.Single(d => d.Id == id);
        var policy = Policies.For(new Dictionary<string, Endpoint> { [detector.Provider] = Endpoint.Parse($"tcp://127.0.0.1:{port}", out _)! }) with { Timeout = TimeSpan.FromSeconds(1) };
        using var checker = new Checker(CheckedTypes.Catalog, policy);
        return await checker.Check(new Credential(detector, "word-of-nobody", new Dictionary<string, string> { ["user"] = "app", ["database"] = "d" }), TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task What_is_no_such_server_proves_nothing(string protocol)
    {
        var endless = new byte[64 * 1024];
        Func<Stream, CancellationToken, Task>[] plays =
        [
            (_, _) => Task.CompletedTask,
            async (s, stop) => { await s.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop); },
            async (_, stop) => await Task.Delay(Timeout.Infinite, stop),
            async (s, stop) => { while (true) { await s.WriteAsync(" "u8.ToArray(), stop); await Task.Delay(50, stop); } },
            async (s, stop) => { while (true) await s.WriteAsync(endless, stop); },
            async (s, stop) => { while (true) await s.WriteAsync("220-x\r\n"u8.ToArray(), stop); },
            async (s, stop) => { await s.WriteAsync((byte[])[0xFF, 0xFF, 0xFF, 0, 10], stop); await Task.Delay(Timeout.Infinite, stop); },
            async (s, stop) => { await s.WriteAsync((byte[])[(byte)'R', 0x7F, 0xFF, 0xFF, 0xFF], stop); await Task.Delay(Timeout.Infinite, stop); },
            async (s, stop) => { await s.WriteAsync((byte[])[1, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF], stop); await Task.Delay(Timeout.Infinite, stop); },
        ];
        foreach (var (i, play) in plays.Index())
        {
            using var server = new LoopbackServer(play);
            var verdict = await Check(protocol, server.Port);
            Assert.True(verdict.Life == Life.Unknown, $"{i}: {verdict.Detail}");
            Assert.Contains(verdict.Doubt, new[] { Doubt.Network, Doubt.Blocked, Doubt.Timeout });
        }
    }

    /// <summary>Whoever is let in with any password: the made-up one is too, and so it proves nothing.</summary>
    [Fact]
    public async Task A_server_that_lets_everybody_in_proves_nothing()
    {
        (string Protocol, Func<Stream, CancellationToken, Task> Play)[] all =
        [
            ("mysql", async (s, stop) =>
            {
                await s.WriteAsync((byte[])[.. openings[1]], stop);
                await s.ReadAtLeastAsync(new byte[4096], 40, cancellationToken: stop);
                await s.WriteAsync((byte[])[7, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0], stop);
                await s.ReadAtLeastAsync(new byte[10], 1, throwOnEndOfStream: false, stop);
            }),
            ("amqp", async (s, stop) =>
            {
                await s.ReadExactlyAsync(new byte[8], stop);
                await s.WriteAsync((byte[])[1, 0, 0, 0, 0, 0, 28, 0, 10, 0, 10, 0, 9, 0, 0, 0, 0, 0, 0, 0, 5, .. "PLAIN"u8, 0, 0, 0, 5, .. "en_US"u8, 0xCE], stop);
                await s.ReadAtLeastAsync(new byte[4096], 40, cancellationToken: stop);
                await s.WriteAsync((byte[])[1, 0, 0, 0, 0, 0, 12, 0, 10, 0, 30, 0, 0, 0, 0, 0, 0, 0, 0, 0xCE], stop);
                await s.ReadAtLeastAsync(new byte[100], 1, throwOnEndOfStream: false, stop);
            }),
            ("redis", async (s, stop) => { await s.ReadAtLeastAsync(new byte[1000], 1, cancellationToken: stop); await s.WriteAsync("+OK\r\n"u8.ToArray(), stop); }),
        ];
        foreach (var (protocol, play) in all)
        {
            using var server = new LoopbackServer(play);
            var verdict = await Check(protocol, server.Port);
            Assert.True(verdict is { Life: Life.Unknown, Doubt: Doubt.Ambiguous }, $"{protocol}: {verdict.Reason} {verdict.Detail}");
            Assert.Contains("made-up", verdict.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Any_document_is_read_or_refused() => Gen.Byte.Array[0, 120].Sample(bytes =>
    {
        byte[] framed = [(byte)(bytes.Length + 5), 0, 0, 0, .. bytes, 0];
        try
        {
            Bson.Read(framed);
        }
        catch (InvalidDataException)
        {
            // As it is said of it.
        }
    }, iter: 20_000);

    [Fact]
    public void What_is_written_as_a_document_is_read_as_it_was() => Gen.Select(Gen.String, Gen.Int, Gen.Bool, Gen.Byte.Array[0, 50]).Sample((text, number, flag, bytes) =>
    {
        var read = Bson.Read(Bson.Write(("t", text), ("n", number), ("f", flag), ("b", bytes), ("d", new (string, object)[] { ("x", 1) })));
        Assert.Equal(System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)), read["t"]);
        Assert.Equal((double)number, read["n"]);
        Assert.Equal(flag, read["f"]);
        Assert.Equal(bytes, (byte[])read["b"]);
    });
}
