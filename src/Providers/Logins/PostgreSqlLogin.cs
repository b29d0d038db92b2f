using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Stanch.Providers.Checks;

namespace Stanch.Providers.Logins;

/// <summary>PostgreSQL's protocol 3: encryption, startup, password in the form that the server asks for, goodbye.</summary>
internal sealed class PostgreSqlLogin : ILogin
{
    private const int EncryptionCode = 80877103;
    private const int Version = 196608;
    private const int MostMessages = 50;

    public int Port => 5432;

    public async Task<LoginAnswer> Try(LoginLine line, LoginRequest request, CancellationToken stop)
    {
        if (line.NeedsEncryption)
        {
            await line.Write(Framed([], Number(EncryptionCode)), stop);
            if ((await line.Read(1, stop))[0] != 'S') return new LoginAnswer(Meaning.Unclear, "the server offers no encryption, so nothing was sent", line.Said);
            await line.Encrypt(stop);
        }
        string[] settings = ["user", request.User, .. request.Database.Length > 0 ? (string[])["database", request.Database] : [], "application_name", "stanch"];
        await line.Write(Framed([], [.. Number(Version), .. settings.SelectMany(Text), 0]), stop);
        ScramLogin? scram = null;
        for (var i = 0; i < MostMessages; i++)
        {
            var type = (char)(await line.Read(1, stop))[0];
            var length = BinaryPrimitives.ReadInt32BigEndian(await line.Read(4, stop)) - 4;
            var body = await line.Read(length, stop);
            if (type == 'E') return Refused(line, body);
            if (type is not ('R' or 'N' or 'v')) throw new InvalidDataException("not the protocol of PostgreSQL");
            if (type != 'R') continue;
            if (body.Length < 4) throw new InvalidDataException("a message that is too short");
            switch (BinaryPrimitives.ReadInt32BigEndian(body))
            {
                case 0:
                    await line.Write(Framed("X"u8.ToArray(), []), stop);
                    return new LoginAnswer(Meaning.Live, "live: the login was accepted", line.Said);
                case 3:
                    await line.Write(Framed("p"u8.ToArray(), Text(request.Password)), stop);
                    break;
                case 5 when body.Length >= 8:
                    await line.Write(Framed("p"u8.ToArray(), Text(Md5(request, body[4..8]))), stop);
                    break;
                case 10 when Encoding.ASCII.GetString(body, 4, body.Length - 4).Split('\0').Contains("SCRAM-SHA-256"):
                    scram = new ScramLogin(request.Password);
                    var first = Encoding.UTF8.GetBytes(scram.First);
                    await line.Write(Framed("p"u8.ToArray(), [.. Text("SCRAM-SHA-256"), .. Number(first.Length), .. first]), stop);
                    break;
                case 11 when scram is not null:
                    await line.Write(Framed("p"u8.ToArray(), Encoding.UTF8.GetBytes(scram.Proof(Encoding.UTF8.GetString(body, 4, body.Length - 4)))), stop);
                    break;
                case 12 when scram is not null:
                    // The server shows that it knows the password too: nobody else can have answered.
                    if (!scram.Knows(Encoding.UTF8.GetString(body, 4, body.Length - 4))) throw new InvalidDataException("the server does not know the password that it accepted");
                    break;
                default:
                    return new LoginAnswer(Meaning.Unclear, "the server asks for a login of another kind than a password", line.Said);
            }
        }
        throw new InvalidDataException("the server does not come to an end");
    }

    /// <summary>By SQLSTATE; what is said after the password was accepted is a yes.</summary>
    private static LoginAnswer Refused(LoginLine line, byte[] body)
    {
        var state = Encoding.UTF8.GetString(body).Split('\0').FirstOrDefault(f => f.StartsWith('C')) is { Length: 6 } code ? code[1..] : "";
        return state switch
        {
            "28P01" => new(Meaning.Dead, "dead: the login was refused (SQLSTATE 28P01)", line.Said),
            "3D000" => new(Meaning.Live, "live: the login was accepted, and the database is not there (SQLSTATE 3D000)", line.Said),
            "42501" => new(Meaning.Restricted, "restricted: the login was accepted, and the database is closed to it (SQLSTATE 42501)", line.Said),
            _ => new(Meaning.Unclear, $"the server refused for a reason that says nothing of the password (SQLSTATE {(state.All(char.IsAsciiLetterOrDigit) ? state : "")})", line.Said),
        };
    }

    private static string Md5(LoginRequest request, byte[] salt)
    {
        // The server's own form of a password, not ours to choose.
        string Hash(byte[] bytes) => Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, bytes));
        return "md5" + Hash([.. Encoding.ASCII.GetBytes(Hash(Encoding.UTF8.GetBytes(request.Password + request.User))), .. salt]);
    }

    private static byte[] Framed(byte[] type, byte[] body) => [.. type, .. Number(body.Length + 4), .. body];

    private static byte[] Text(string text) => text.Contains('\0') ? throw new InvalidDataException("a zero byte in a login") : [.. Encoding.UTF8.GetBytes(text), 0];

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
