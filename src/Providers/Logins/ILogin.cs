using Stanch.Providers.Checks;

namespace Stanch.Providers.Logins;

/// <summary>What a server said to a login, and all that it sent, for the evidence.</summary>
internal sealed record LoginAnswer(Meaning Meaning, string Text, byte[] Said);

/// <param name="Database">Empty: the server's own choice.</param>
/// <param name="Source">The database that the user belongs to, where that is another one; empty: it is not said.</param>
internal sealed record LoginRequest(string User, string Password, string Database, string Source = "")
{
    /// <summary>Whether a server's key is known, where that is what it shows in place of a certificate.</summary>
    public Func<byte[], bool> Trusts { get; init; } = _ => false;
}

/// <summary>Handshake, login, and goodbye in a server's own protocol; never anything more.</summary>
internal interface ILogin
{
    /// <summary>Where none is written.</summary>
    int Port { get; }

    /// <summary>Its secret may have several lines.</summary>
    bool TakesLines => false;

    /// <summary>A made-up secret for comparison; null: one with other letters and digits will do.</summary>
    string? MadeUp(string secret) => null;

    /// <summary>Throws <see cref="IOException"/> when the server breaks off, and <see cref="InvalidDataException"/> when it speaks another protocol.</summary>
    Task<LoginAnswer> Try(LoginLine line, LoginRequest request, CancellationToken stop);
}

internal static class LoginProtocols
{
    /// <summary>The words are the catalog compiler's.</summary>
    public static ILogin Of(string name) => name switch
    {
        "amqp" => new AmqpLogin(),
        "mongodb" => new MongoLogin(),
        "mysql" => new MySqlLogin(),
        "postgresql" => new PostgreSqlLogin(),
        "redis" => new RedisLogin(),
        "smtp" => new SmtpLogin(),
        "ssh" => new SshLogin(),
        _ => throw new InvalidDataException($"the catalog names a protocol that there is not: {name}"),
    };
}
