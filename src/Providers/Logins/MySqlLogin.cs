using System.Buffers.Binary;
using System.Text;
using Stanch.Providers.Checks;

namespace Stanch.Providers.Logins;

/// <summary>The protocol of MySQL and MariaDB: encryption, the password in the form that the server asks for, goodbye. No statement is ever sent.</summary>
internal sealed class MySqlLogin : ILogin
{
    private const uint LongPassword = 1, WithDatabase = 8, Protocol41 = 0x200, Encryption = 0x800, SecureConnection = 0x8000, Plugins = 0x80000;
    private const int MostPackets = 16;
    private const byte Utf8 = 45;

    public int Port => 3306;

    public async Task<LoginAnswer> Try(LoginLine line, LoginRequest request, CancellationToken stop)
    {
        var packets = new MySqlPackets(line);
        var first = await packets.Read(stop);
        if (first[0] == 0xFF) return Refused(line, first);
        var greeting = MySqlGreeting.Read(first);
        var offered = Protocol41 | LongPassword | SecureConnection | Plugins | (request.Database.Length > 0 ? WithDatabase : 0);
        if (line.NeedsEncryption)
        {
            if ((greeting.Capabilities & Encryption) == 0) return Unclear(line, "the server offers no encryption, so nothing was sent");
            offered |= Encryption;
            await packets.Write(Head(offered), stop);
            await line.Encrypt(stop);
        }
        var password = MySqlPassword.Of(greeting.Plugin, request.Password, greeting.Salt);
        await packets.Write([.. Head(offered), .. Text(request.User), (byte)(password?.Proof.Length ?? 0), .. password?.Proof ?? [], .. request.Database.Length > 0 ? Text(request.Database) : [], .. Text(password?.Plugin ?? greeting.Plugin)], stop);
        for (var i = 0; i < MostPackets; i++)
        {
            var packet = await packets.Read(stop);
            switch (packet)
            {
                case [0x00, ..]:
                    await packets.Quit(stop);
                    return new LoginAnswer(Meaning.Live, "live: the login was accepted", line.Said);
                case [0xFF, ..]:
                    return Refused(line, packet);
                case [0xFE, _, ..]:
                    var (plugin, salt) = MySqlGreeting.ReadSwitch(packet);
                    password = MySqlPassword.Of(plugin, request.Password, salt);
                    if (password is null) return Unclear(line, $"the server asks for a login that is not tried here ({Named(plugin)})");
                    await packets.Write(password.Proof, stop);
                    break;
                case [0x01, 0x03] when password?.Hashed == true:
                    break;
                case [0x01, 0x04] when password?.Hashed == true && line.Encrypted:
                    await packets.Write(Text(request.Password), stop);
                    break;
                case [0x01, 0x04] when password?.Hashed == true && !line.NeedsEncryption:
                    // On this machine alone: elsewhere whoever stands between could hand out a key of his own.
                    await packets.Write([0x02], stop);
                    break;
                case [0x01, (byte)'-', ..] when password?.Hashed == true && !line.Encrypted && !line.NeedsEncryption:
                    await packets.Write(password.Sealed(Encoding.ASCII.GetString(packet, 1, packet.Length - 1)), stop);
                    break;
                case [0xFE]:
                    return Unclear(line, "the server asks for a login of before MySQL 4.1, which shows the password");
                default:
                    throw new InvalidDataException("not the protocol of MySQL");
            }
        }
        throw new InvalidDataException("the server does not come to an end");
    }

    /// <summary>By the error's number; what is said after the password was accepted is a yes.</summary>
    private static LoginAnswer Refused(LoginLine line, byte[] packet)
    {
        if (packet.Length < 3) throw new InvalidDataException("not the protocol of MySQL");
        var code = BinaryPrimitives.ReadUInt16LittleEndian(packet.AsSpan(1));
        return code switch
        {
            1045 => new(Meaning.Dead, "dead: the login was refused (error 1045); an account that may not come from this machine is refused with the same words", line.Said),
            1049 => new(Meaning.Live, "live: the login was accepted, and the database is not there (error 1049)", line.Said),
            1044 => new(Meaning.Restricted, "restricted: the login was accepted, and the database is closed to it (error 1044)", line.Said),
            1820 or 1862 => new(Meaning.Restricted, $"restricted: the password is right and has run out, so that it can only be changed (error {code})", line.Said),
            1040 or 1129 or 1203 or 1226 => new(Meaning.RateLimit, $"the server takes no logins from here now (error {code})", line.Said),
            _ => Unclear(line, $"the server refused for a reason that says nothing of the password (error {code})"),
        };
    }

    private static LoginAnswer Unclear(LoginLine line, string text) => new(Meaning.Unclear, text, line.Said);

    /// <summary>What the server calls it, as far as that is a name and nothing else.</summary>
    private static string Named(string plugin) => plugin.Length is > 0 and <= 40 && plugin.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? plugin : "of no known name";

    private static byte[] Head(uint capabilities)
    {
        var head = new byte[32];
        BinaryPrimitives.WriteUInt32LittleEndian(head, capabilities);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(4), 1 << 20);
        head[8] = Utf8;
        return head;
    }

    private static byte[] Text(string text) => [.. Encoding.UTF8.GetBytes(text), 0];
}
