using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Stanch.Providers.Checks;

namespace Stanch.Providers.Logins;

/// <summary>MongoDB: greeting, SCRAM, and the end of the connection, which is this protocol's goodbye.</summary>
internal sealed class MongoLogin : ILogin
{
    private const int Message = 2013, HeadLength = 16;
    private const string Administration = "admin", Newer = "SCRAM-SHA-256", Older = "SCRAM-SHA-1";

    private int requests;

    public int Port => 27017;

    /// <summary>Ours, for examples that were published; null: a new one each time.</summary>
    public string? Nonce { get; init; }

    public async Task<LoginAnswer> Try(LoginLine line, LoginRequest request, CancellationToken stop)
    {
        if (line.NeedsEncryption) await line.Encrypt(stop);
        if (request.Source is "$external") return new LoginAnswer(Meaning.Unclear, "the login is kept outside of the server, and is not tried here", line.Said);
        // Where an address does not say, the user belongs to the database that it names, or to the one for administration.
        string[] sources = request.Source.Length > 0 ? [request.Source] : [.. new[] { request.Database, Administration }.Where(d => d.Length > 0).Distinct()];
        LoginAnswer? refused = null;
        foreach (var source in sources)
        {
            var answer = await Try(line, request, source, stop);
            if (answer.Meaning != Meaning.Dead) return answer;
            refused = answer;
        }
        return refused!;
    }

    private async Task<LoginAnswer> Try(LoginLine line, LoginRequest request, string source, CancellationToken stop)
    {
        var hello = await Ask(line, [("hello", 1), ("saslSupportedMechs", $"{source}.{request.User}"), ("$db", Administration)], stop);
        if (!Succeeded(hello)) return Unclear(line, hello);
        var newer = hello.GetValueOrDefault("saslSupportedMechs") is string[] ways && ways.Contains(Newer);
        var scram = newer ? new ScramLogin(request.Password, request.User, Nonce) { LeastRounds = 4096 }
            : new ScramLogin(Digest(request), request.User, Nonce, HashAlgorithmName.SHA1) { LeastRounds = 4096 };
        var answer = await Ask(line, [("saslStart", 1), ("mechanism", newer ? Newer : Older), ("payload", Encoding.UTF8.GetBytes(scram.First)), ("options", new (string, object)[] { ("skipEmptyExchange", true) }), ("$db", source)], stop);
        if (!Succeeded(answer)) return Refused(line, answer);
        answer = await Continue(line, answer, scram.Proof(Payload(answer)), source, stop);
        if (!Succeeded(answer)) return Refused(line, answer);
        // The server shows that it knows the password too: nobody else can have answered.
        if (!scram.Knows(Payload(answer))) throw new InvalidDataException("the server does not know the password that it accepted");
        if (answer.GetValueOrDefault("done") is not true) answer = await Continue(line, answer, "", source, stop);
        return Succeeded(answer) && answer.GetValueOrDefault("done") is true ? new LoginAnswer(Meaning.Live, "live: the login was accepted", line.Said) : Unclear(line, answer);
    }

    private Task<Dictionary<string, object>> Continue(LoginLine line, Dictionary<string, object> before, string payload, string source, CancellationToken stop) =>
        Ask(line, [("saslContinue", 1), ("conversationId", (int)(double)(before.GetValueOrDefault("conversationId") as double? ?? 1.0)), ("payload", Encoding.UTF8.GetBytes(payload)), ("$db", source)], stop);

    private async Task<Dictionary<string, object>> Ask(LoginLine line, (string, object)[] command, CancellationToken stop)
    {
        var document = Bson.Write(command);
        var head = new byte[HeadLength + 5];
        BinaryPrimitives.WriteInt32LittleEndian(head, head.Length + document.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), ++requests);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), Message);
        await line.Write((byte[])[.. head, .. document], stop);

        var answered = await line.Read(HeadLength, stop);
        var body = BinaryPrimitives.ReadInt32LittleEndian(answered) - HeadLength;
        if (BinaryPrimitives.ReadInt32LittleEndian(answered.AsSpan(8)) != requests || BinaryPrimitives.ReadInt32LittleEndian(answered.AsSpan(12)) != Message || body < 10)
            throw new InvalidDataException("not the protocol of MongoDB");
        var said = await line.Read(body, stop);
        // Flags: a checksum behind the document is the only one that changes its shape. Then the kind of section; a login has the plain one.
        var end = (said[0] & 1) != 0 ? said.Length - 4 : said.Length;
        return said[4] == 0 ? Bson.Read(said.AsSpan(5, end - 5)) : throw new InvalidDataException("not the protocol of MongoDB");
    }

    private static bool Succeeded(Dictionary<string, object> answer) => answer.GetValueOrDefault("ok") is 1.0 or true;

    private static string Payload(Dictionary<string, object> answer) => answer.GetValueOrDefault("payload") is byte[] payload ? Encoding.UTF8.GetString(payload) : throw new InvalidDataException("not SCRAM");

    /// <summary>By the error's number. Atlas has one for errors of every kind, and tells them apart by words.</summary>
    private static LoginAnswer Refused(LoginLine line, Dictionary<string, object> answer) => answer.GetValueOrDefault("code") switch
    {
        18.0 => new(Meaning.Dead, "dead: the login was refused (AuthenticationFailed)", line.Said),
        8000.0 when answer.GetValueOrDefault("errmsg") is string text && text.StartsWith("bad auth", StringComparison.OrdinalIgnoreCase) => new(Meaning.Dead, "dead: the login was refused (bad auth)", line.Said),
        _ => Unclear(line, answer),
    };

    private static LoginAnswer Unclear(LoginLine line, Dictionary<string, object> answer) =>
        new(Meaning.Unclear, $"the server refused for a reason that says nothing of the password (code {(answer.GetValueOrDefault("code") is double code ? code : 0)})", line.Said);

    /// <summary>The older form of a password, which the server keeps: not ours to choose.</summary>
    private static string Digest(LoginRequest request) =>
        Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, Encoding.UTF8.GetBytes($"{request.User}:mongo:{request.Password}")));
}
