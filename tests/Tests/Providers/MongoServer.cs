using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Stanch.Providers.Logins;

namespace Stanch.Tests.Providers;

/// <summary>A double of MongoDB: knows keys and not the password, as the server does, and checks every byte of the exchange.</summary>
/// <param name="password">As the mechanism takes it.</param>
internal sealed class MongoServer(string database, string user, string password, bool newer)
{
    private static readonly byte[] salt = RandomNumberGenerator.GetBytes(16);
    private readonly HashAlgorithmName hash = newer ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;

    /// <summary>Published: the client's first message, the server's, the client's last, the server's.</summary>
    public string[]? Script { get; init; }
    public int Rounds { get; init; } = 10000;
    /// <summary>Takes every proof, and can show none of its own.</summary>
    public bool Lies { get; init; }
    public bool ExtraRound { get; init; }
    public List<string> Heard { get; } = [];

    public async Task Play(Stream stream, CancellationToken stop)
    {
        string bare = "", first = "", nonce = "";
        while (true)
        {
            var head = new byte[16];
            await stream.ReadExactlyAsync(head, stop);
            var body = new byte[BinaryPrimitives.ReadInt32LittleEndian(head) - 16];
            await stream.ReadExactlyAsync(body, stop);
            var command = Bson.Read(body.AsSpan(5));
            var payload = command.GetValueOrDefault("payload") is byte[] bytes ? Encoding.UTF8.GetString(bytes) : "";
            lock (Heard) Heard.Add($"{command.Keys.First()} {command["$db"]} {command.GetValueOrDefault("mechanism")}");
            (string, object)[] answer;
            if (command.ContainsKey("hello")) answer = [("maxWireVersion", 21), ("ok", 1)];
            else if (command.ContainsKey("saslStart"))
            {
                (bare, nonce) = (payload[3..], payload[(payload.IndexOf(",r=", StringComparison.Ordinal) + 3)..]);
                if (Script is not null && payload != Script[0]) answer = Refused;
                else if ((string)command["$db"] != database || !payload.StartsWith($"n,,n={user},r=", StringComparison.Ordinal)) answer = Refused;
                else answer = Going(first = Script?[1] ?? $"r={nonce}server,s={Convert.ToBase64String(salt)},i={Rounds}", false);
            }
            else if (payload.Length == 0) answer = Going("", true);
            else if (Script is not null) answer = payload == Script[2] ? Going(Script[3], !ExtraRound) : Refused;
            else answer = Lies ? Going("v=" + Convert.ToBase64String(new byte[20]), true) : Proved(bare, first, payload) is { } proof ? Going(proof, !ExtraRound) : Refused;
            if (command.ContainsKey("hello") && newer) answer = [("saslSupportedMechs", new (string, object)[] { ("0", "SCRAM-SHA-1"), ("1", "SCRAM-SHA-256") }), .. answer];
            var document = Bson.Write(answer);
            if (command.ContainsKey("hello") && newer) Relist(document);
            var said = new byte[16];
            BinaryPrimitives.WriteInt32LittleEndian(said, 21 + document.Length);
            BinaryPrimitives.WriteInt32LittleEndian(said.AsSpan(8), BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(4)));
            BinaryPrimitives.WriteInt32LittleEndian(said.AsSpan(12), 2013);
            await stream.WriteAsync((byte[])[.. said, 0, 0, 0, 0, 0, .. document], stop);
        }
    }

    private static (string, object)[] Refused => [("ok", 0), ("errmsg", "Authentication failed."), ("code", 18), ("codeName", "AuthenticationFailed")];

    private static (string, object)[] Going(string payload, bool done) => [("conversationId", 7), ("done", done), ("payload", Encoding.UTF8.GetBytes(payload)), ("ok", 1)];

    /// <summary>A list is a document of another kind.</summary>
    private static void Relist(byte[] document) => document[document.AsSpan().IndexOf("saslSupportedMechs"u8) - 1] = 4;

    private string? Proved(string bare, string first, string last)
    {
        var without = last[..last.LastIndexOf(",p=", StringComparison.Ordinal)];
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, hash, newer ? 32 : 20);
        var stored = CryptographicOperations.HashData(hash, CryptographicOperations.HmacData(hash, salted, "Client Key"u8));
        var text = Encoding.UTF8.GetBytes($"{bare},{first},{without}");
        var key = Convert.FromBase64String(last[(without.Length + 3)..]).Zip(CryptographicOperations.HmacData(hash, stored, text), (a, b) => (byte)(a ^ b)).ToArray();
        return CryptographicOperations.HashData(hash, key).SequenceEqual(stored) ? "v=" + Convert.ToBase64String(CryptographicOperations.HmacData(hash, CryptographicOperations.HmacData(hash, salted, "Server Key"u8), text)) : null;
    }
}
