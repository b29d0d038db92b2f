using System.Security.Cryptography;
using System.Text;
using Stanch.Providers.Checks;
using Stanch.Providers.Logins;

namespace Stanch.Tests.Providers;

public sealed class MongoLoginTest
{
    /// <summary>The older mechanism takes a digest in place of the password.</summary>
    private static string Kept(string user, string password, bool newer) => newer ? password
        : Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, Encoding.UTF8.GetBytes($"{user}:mongo:{password}")));

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task A_password_that_works_is_told_from_one_that_does_not(bool newer, bool extra)
    {
        using var server = new LoopbackServer(new MongoServer("people", "app", Kept("app", "right word", newer), newer) { ExtraRound = extra }.Play);
        Task<LoginAnswer> Ask(LoginRequest request) => server.Try(new MongoLogin(), request);
        Assert.Equal(Meaning.Live, (await Ask(new("app", "right word", "people"))).Meaning);
        Assert.Equal(Meaning.Live, (await Ask(new("app", "right word", "core", "people"))).Meaning);
        Assert.Equal(Meaning.Dead, (await Ask(new("app", "wrong", "people"))).Meaning);
        Assert.Equal(Meaning.Dead, (await Ask(new("nobody", "right word", "people"))).Meaning);
        Assert.Equal(Meaning.Dead, (await Ask(new("app", "right word", "people", "core"))).Meaning);
        Assert.Equal(Meaning.Unclear, (await Ask(new("app", "right word", "", "$external"))).Meaning);
    }

    [Fact]
    public async Task A_user_of_the_whole_server_is_looked_for_where_the_address_names_another_database()
    {
        var mongo = new MongoServer("admin", "root", "right word", newer: true);
        using var server = new LoopbackServer(mongo.Play);
        Assert.Equal(Meaning.Live, (await server.Try(new MongoLogin(), new("root", "right word", "core"))).Meaning);
        Assert.Equal(["hello admin ", "saslStart core SCRAM-SHA-256", "hello admin ", "saslStart admin SCRAM-SHA-256", "saslContinue admin "], mongo.Heard);
    }

    /// <summary>The examples of RFC 7677, and of MongoDB's own specification of logins, byte for byte.</summary>
    [Theory]
    [InlineData(true, "rOprNGfwEbeRWgbNEkqO", "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")]
    [InlineData(false, "fyko+d2lbbFgONRv9qkxdawL", "r=fyko+d2lbbFgONRv9qkxdawLHo+Vgk7qvUOKUwuWLIWg4l/9SraGMHEE,s=rQ9ZY3MntBeuP3E1TDVC4w==,i=10000",
        "c=biws,r=fyko+d2lbbFgONRv9qkxdawLHo+Vgk7qvUOKUwuWLIWg4l/9SraGMHEE,p=MC2T8BvbmWRckDw8oWl5IVghwCY=", "v=UMWeI25JD1yNYZRMpZ4VHvhZ9e0=")]
    public async Task The_exchange_is_as_published(bool newer, string nonce, string first, string last, string proof)
    {
        var mongo = new MongoServer("admin", "user", "", newer) { Script = [$"n,,n=user,r={nonce}", first, last, proof] };
        using var server = new LoopbackServer(mongo.Play);
        Assert.Equal(Meaning.Live, (await server.Try(new MongoLogin { Nonce = nonce }, new("user", "pencil", ""))).Meaning);
        Assert.Equal(Meaning.Dead, (await server.Try(new MongoLogin { Nonce = nonce }, new("user", "pencils", ""))).Meaning);
    }

    /// <summary>RFC 5802, section 5.</summary>
    [Fact]
    public void The_older_SCRAM_is_as_published()
    {
        var scram = new ScramLogin("pencil", "user", "fyko+d2lbbFgONRv9qkxdawL", HashAlgorithmName.SHA1);
        Assert.Equal("c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=", scram.Proof("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"));
        Assert.True(scram.Knows("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="));
    }

    [Fact]
    public async Task A_server_that_does_not_know_the_password_proves_nothing()
    {
        using var server = new LoopbackServer(new MongoServer("admin", "app", "another", newer: true) { Lies = true }.Play);
        await Assert.ThrowsAsync<InvalidDataException>(() => server.Try(new MongoLogin(), new("app", "right word", "")));
    }

    /// <summary>A proof over few rounds would help to guess the password.</summary>
    [Fact]
    public async Task A_server_that_asks_for_few_rounds_gets_no_proof()
    {
        var mongo = new MongoServer("admin", "app", "right word", newer: true) { Rounds = 10 };
        using var server = new LoopbackServer(mongo.Play);
        await Assert.ThrowsAsync<InvalidDataException>(() => server.Try(new MongoLogin(), new("app", "right word", "")));
        Assert.DoesNotContain(mongo.Heard, h => h.StartsWith("saslContinue", StringComparison.Ordinal));
    }
}
