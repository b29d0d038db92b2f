using System.Security.Cryptography;
using CsCheck;
using Stanch.Providers.Checks;
using Stanch.Providers.Logins;
using Stanch.Providers.Network;
using Stanch.Providers.Requests;
using Stanch.Tests.Playbooks.Snippets;

namespace Stanch.Tests.Providers;

/// <summary>Private keys against OpenSSH's own server.</summary>
public sealed class SshLoginTest : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stanch-ssh-");

    /// <summary>A new key in a file of its own, and its public line.</summary>
    private (string Private, string Public) Key(string type, params string[] more)
    {
        var file = Path.Combine(folder.FullName, Path.GetRandomFileName());
        Tools.Succeed(Tools.Need("ssh-keygen"), ["-q", "-t", type, "-N", "", "-f", file, .. more], "/");
        return (File.ReadAllText(file), File.ReadAllText(file + ".pub").Trim());
    }

    /// <summary>What a detector takes of it.</summary>
    private static string Body(string pem) => string.Join('\n', pem.Trim().Split('\n')[1..^1]) + "\n";

    private static async Task<CheckVerdict> Check(string key, int port, string knownHosts, TimeSpan? timeout = null)
    {
        var detector = CheckedTypes.Catalog.Detectors.Single(d => d.Id == "private-keys/openssh");
        var policy = Policies.For(new Dictionary<string, Endpoint>()) with { KnownHosts = knownHosts, Timeout = timeout ?? TimeSpan.FromMinutes(1) };
        using var exchange = new Exchange(policy);
        var login = new LoginDeclaration("none", "ssh", ["github.com", Environment.UserName, "{secret}"], Escaped: false);
        return await new LoginProbes(exchange, policy).Run(new Credential(detector, key, new Dictionary<string, string>()), login, CheckedTypes.Catalog.ProviderOf(detector), Endpoint.Parse($"tcp://127.0.0.1:{port}", out _), TestContext.Current.CancellationToken);
    }

    private static string Known(DatabaseServer server) => $"[127.0.0.1]:{server.Port} {server.Read("host.pub")}";

    [Theory]
    [InlineData("ed25519", "RFC4716")]
    [InlineData("rsa", "RFC4716")]
    [InlineData("ecdsa", "RFC4716")]
    [InlineData("rsa", "PEM")]
    [InlineData("ecdsa", "PEM")]
    [InlineData("rsa", "PKCS8")]
    [InlineData("ecdsa", "PKCS8")]
    public async Task A_key_that_opens_is_told_from_one_that_does_not(string type, string form)
    {
        var (right, wrong) = (Key(type, "-m", form), Key(type, "-m", form));
        using var server = DatabaseServer.Ssh(right.Public);
        foreach (var text in new[] { right.Private, Body(right.Private), Body(right.Private).Replace("\n", "\\n", StringComparison.Ordinal), Body(right.Private).Replace("\n", "\\n\" +\n    \"", StringComparison.Ordinal) })
        {
            var live = await Check(text, server.Port, Known(server));
            Assert.True(live.Life == Life.Live, live.Detail);
            Assert.Contains("does not take the key", live.Evidence!.ControlNote, StringComparison.Ordinal);
        }
        var refused = await Check(Body(wrong.Private), server.Port, Known(server));
        // It may open another server, so it is not dead.
        Assert.Equal((Life.Unknown, Doubt.Ambiguous), (refused.Life, refused.Doubt));
        Assert.Contains("may open others", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_key_is_not_known_is_shown_nothing()
    {
        var (right, other) = (Key("ed25519"), Key("ed25519"));
        using var server = DatabaseServer.Ssh(right.Public);
        foreach (var known in new[] { "", Known(server).Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal), $"[127.0.0.1]:{server.Port} {other.Public}", $"{Known(server)}\n@revoked * {server.Read("host.pub")}" })
        {
            var verdict = await Check(right.Private, server.Port, known);
            Assert.Equal(Life.Unknown, verdict.Life);
            Assert.Contains("not known", verdict.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_no_SSH_server_proves_nothing()
    {
        var key = Key("ed25519").Private;
        Func<Stream, CancellationToken, Task>[] plays =
        [
            (_, _) => Task.CompletedTask,
            async (s, stop) => await s.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), stop),
            async (_, stop) => await Task.Delay(Timeout.Infinite, stop),
            async (s, stop) => { while (true) await s.WriteAsync("hello\r\n"u8.ToArray(), stop); },
            async (s, stop) => { await s.WriteAsync("SSH-2.0-x\r\n"u8.ToArray(), stop); await s.WriteAsync(RandomNumberGenerator.GetBytes(100_000), stop); await Task.Delay(Timeout.Infinite, stop); },
            async (s, stop) => { await s.WriteAsync("SSH-2.0-x\r\n"u8.ToArray(), stop); await s.WriteAsync((byte[])[0x7F, 0xFF, 0xFF, 0xFF, 4, 20], stop); await Task.Delay(Timeout.Infinite, stop); },
        ];
        foreach (var (i, play) in plays.Index())
        {
            using var server = new LoopbackServer(play);
            var verdict = await Check(key, server.Port, "", TimeSpan.FromSeconds(2));
            Assert.True(verdict.Life == Life.Unknown, $"{i}: {verdict.Detail}");
            Assert.True(verdict.Doubt is Doubt.Network or Doubt.Blocked or Doubt.Timeout, $"{i}: {verdict.Reason} {verdict.Detail}");
        }
    }

    [Fact]
    public async Task What_is_no_key_is_not_tried()
    {
        var key = Body(Key("ed25519").Private);
        foreach (var text in new[] { "nothing", key[..^40], "AAAA" + key })
        {
            var verdict = await Check(text, 1, "");
            Assert.Equal(Life.Unknown, verdict.Life);
        }
        Gen.Select(Gen.Int[0, key.Length - 1], Gen.Char.AlphaNumeric, Gen.String).Sample((at, other, text) =>
        {
            using var altered = SshKey.Read(key[..at] + other + key[(at + 1)..]);
            using var none = SshKey.Read(text);
        }, iter: 500);
    }

    /// <summary>As `ssh-keygen` writes and hashes the file.</summary>
    [Fact]
    public void Known_hosts_are_read_as_OpenSSH_reads_them()
    {
        var key = Key("ed25519").Public.Split(' ')[1];
        var file = Path.Combine(folder.FullName, "known");
        File.WriteAllText(file, $"git.example.com,[ssh.example.org]:2222 ssh-ed25519 {key}\n");
        Tools.Succeed(Tools.Need("ssh-keygen"), ["-q", "-H", "-f", file], "/");
        var hashed = File.ReadAllText(file);
        Assert.StartsWith("|1|", hashed, StringComparison.Ordinal);
        foreach (var text in new[] { hashed, $"# own\ngit.example.com,[ssh.example.org]:2222 ssh-ed25519 {key} comment\n", $"*.example.com,[*.example.org]:2222,!old.example.com ssh-ed25519 {key}" })
        {
            var known = new KnownHosts(text);
            var bytes = Convert.FromBase64String(key);
            Assert.True(known.Knows("git.example.com", 22, bytes));
            Assert.True(known.Knows("SSH.example.org", 2222, bytes));
            Assert.False(known.Knows("git.example.com", 2222, bytes));
            Assert.False(known.Knows("old.example.com", 22, bytes));
            Assert.False(known.Knows("git.example.com", 22, bytes[..^1]));
        }
        Gen.String.Sample(text => Assert.False(new KnownHosts(text + "\n|1|x|y ssh-rsa AAAA\n@ a b").Knows("h", 22, Convert.FromBase64String(key))), iter: 500);
    }

    /// <summary>Another one would be refused for its kind, whatever the server thinks of keys.</summary>
    [Theory]
    [InlineData("ed25519", "ssh-ed25519")]
    [InlineData("rsa", "ssh-rsa")]
    [InlineData("ecdsa", "ecdsa-sha2-nistp256")]
    public void The_made_up_key_is_of_the_same_kind(string type, string expected)
    {
        var key = Key(type).Private;
        var made = SshKey.LikeIt(key)!;
        using var read = SshKey.Read(made);
        Assert.Equal(expected, read!.Key.ToString());
        Assert.NotEqual(made, SshKey.LikeIt(key));
    }

    public void Dispose() => folder.Delete(recursive: true);
}
