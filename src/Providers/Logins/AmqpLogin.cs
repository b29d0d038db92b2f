using System.Buffers.Binary;
using System.Text;
using Stanch.Providers.Checks;

namespace Stanch.Providers.Logins;

/// <summary>AMQP 0-9-1, as RabbitMQ speaks it: greeting, login by PLAIN, goodbye before any virtual host is opened.</summary>
internal sealed class AmqpLogin : ILogin
{
    private const int Start = 10 << 16 | 10, Tune = 10 << 16 | 30, Close = 10 << 16 | 50, Blocked = 10 << 16 | 60;
    private const int MostFrames = 8;
    private const byte Method = 1, End = 0xCE;

    /// <summary>That of encrypted connections; a server on this machine is named with its own.</summary>
    public int Port => 5671;

    public async Task<LoginAnswer> Try(LoginLine line, LoginRequest request, CancellationToken stop)
    {
        if (line.NeedsEncryption) await line.Encrypt(stop);
        await line.Write((byte[])[.. "AMQP"u8, 0, 0, 9, 1], stop);
        var answered = false;
        for (var i = 0; i < MostFrames; i++)
        {
            var frame = await Read(line, stop);
            switch (BinaryPrimitives.ReadInt32BigEndian(frame))
            {
                case Start when !answered:
                    if (!Mechanisms(frame).Contains("PLAIN")) return new LoginAnswer(Meaning.Unclear, "the server offers no login by PLAIN", line.Said);
                    // A client that says that it understands a refusal is told of one; another one is only cut off.
                    byte[] properties = Table([.. Short("capabilities"), (byte)'F', .. Table([.. Short("authentication_failure_close"), (byte)'t', 1])]);
                    await Write(line, [0, 10, 0, 11, .. properties, .. Short("PLAIN"), .. Long(Encoding.UTF8.GetBytes($"\0{request.User}\0{request.Password}")), .. Short("en_US")], stop);
                    answered = true;
                    break;
                case Tune when answered:
                    await Write(line, [0, 10, 0, 50, 0, 200, .. Short("bye"), 0, 0, 0, 0], stop);
                    return new LoginAnswer(Meaning.Live, "live: the login was accepted", line.Said);
                case Close when frame.Length >= 6:
                    var code = BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(4));
                    return answered && code == 403 ? new LoginAnswer(Meaning.Dead, "dead: the login was refused (403)", line.Said)
                        : new LoginAnswer(Meaning.Unclear, $"the server ended the connection for a reason that says nothing of the password ({code})", line.Said);
                case Blocked:
                    break;
                default:
                    throw new InvalidDataException("not the protocol of AMQP");
            }
        }
        throw new InvalidDataException("the server does not come to an end");
    }

    private static async Task<byte[]> Read(LoginLine line, CancellationToken stop)
    {
        var head = await line.Read(7, stop);
        var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(3));
        if (head[0] != Method || length < 4) throw new InvalidDataException("not the protocol of AMQP");
        var body = await line.Read(length, stop);
        return (await line.Read(1, stop))[0] == End ? body : throw new InvalidDataException("not the protocol of AMQP");
    }

    private static Task Write(LoginLine line, byte[] body, CancellationToken stop) => line.Write((byte[])[Method, 0, 0, .. Number(body.Length), .. body, End], stop);

    /// <summary>Version, a table of the server's properties, then the mechanisms.</summary>
    private static string[] Mechanisms(ReadOnlySpan<byte> start)
    {
        var rest = Behind(Behind(start[4..], 2), LengthOf(Behind(start[4..], 2)) + 4L);
        return Encoding.Latin1.GetString(rest.Slice(4, LengthOf(rest))).Split(' ');
    }

    private static ReadOnlySpan<byte> Behind(ReadOnlySpan<byte> bytes, long at) => at <= bytes.Length ? bytes[(int)at..] : throw new InvalidDataException("not the protocol of AMQP");

    private static int LengthOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 4 && BinaryPrimitives.ReadInt32BigEndian(bytes) is >= 0 and var length && length <= bytes.Length - 4 ? length : throw new InvalidDataException("not the protocol of AMQP");

    private static byte[] Table(byte[] fields) => Long(fields);

    private static byte[] Long(byte[] bytes) => [.. Number(bytes.Length), .. bytes];

    private static byte[] Short(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
