using System.Security.Cryptography;
using System.Text;

namespace Stanch.Tests.Providers;

/// <summary>A double of MySQL 8: knows the password only as the digest that such a server keeps, and checks logins as one does.</summary>
internal sealed class MySqlServer(string user, string password)
{
    private readonly byte[] kept = SHA256.HashData(SHA256.HashData(Encoding.UTF8.GetBytes(password)));
    private readonly byte[] salt = [.. Enumerable.Range(0, 20).Select(_ => (byte)RandomNumberGenerator.GetInt32(1, 128))];

    /// <summary>The digest is in the server's cache, so that the password itself need not be sent.</summary>
    public bool Cached { get; init; }
    /// <summary>The kind that the account asks for, where it is another one than the server's own.</summary>
    public string? Switch { get; init; }
    public List<string> Heard { get; } = [];

    public async Task Play(Stream stream, CancellationToken stop)
    {
        byte number = 0;
        Task Say(params byte[] body) => stream.WriteAsync((byte[])[(byte)body.Length, (byte)(body.Length >> 8), 0, number++, .. body], stop).AsTask();
        async Task<byte[]> Hear()
        {
            var head = new byte[4];
            await stream.ReadExactlyAsync(head, stop);
            number = (byte)(head[3] + 1);
            var body = new byte[head[0] | head[1] << 8 | head[2] << 16];
            await stream.ReadExactlyAsync(body, stop);
            return body;
        }
        Task Refuse() => Say([0xFF, 0x15, 0x04, .. "#28000Access denied"u8]);

        await Say([10, .. "8.4.3\0"u8, 1, 0, 0, 0, .. salt[..8], 0, 0xFF, 0xFF, 45, 2, 0, 0xFF, 0xDF, 21, .. new byte[10], .. salt[8..], 0, .. "caching_sha2_password\0"u8]);
        var login = await Hear();
        var name = Encoding.UTF8.GetString(login, 32, login.AsSpan(32).IndexOf((byte)0));
        var proof = login.AsSpan(32 + name.Length + 2, login[32 + name.Length + 1]).ToArray();
        if (Switch is not null)
        {
            await Say([0xFE, .. Encoding.ASCII.GetBytes(Switch), 0, .. salt, 0]);
            proof = await Hear();
            if (Switch != "caching_sha2_password") { await Refuse(); return; }
        }
        if (name != user) { await Refuse(); return; }
        if (Cached)
        {
            if (!Right(proof)) { await Refuse(); return; }
            await Say(1, 3);
        }
        else
        {
            await Say(1, 4);
            if (await Hear() is not [2]) { await Refuse(); return; }
            using var key = RSA.Create(2048);
            await Say([1, .. Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())]);
            var clear = key.Decrypt(await Hear(), RSAEncryptionPadding.OaepSHA1);
            for (var i = 0; i < clear.Length; i++) clear[i] ^= salt[i % 20];
            if (!SHA256.HashData(SHA256.HashData(clear.AsSpan(0, clear.Length - 1))).SequenceEqual(kept)) { await Refuse(); return; }
        }
        await Say(0, 0, 0, 2, 0, 0, 0);
        Heard.Add(Convert.ToHexString(await Hear()));
        Heard.Add(await stream.ReadAsync(new byte[1], stop) == 0 ? "end" : "more");
    }

    /// <summary>The proof must give back what the kept digest is the digest of.</summary>
    private bool Right(byte[] proof)
    {
        if (proof.Length != 32) return false;
        var mask = SHA256.HashData([.. kept, .. salt]);
        return SHA256.HashData([.. proof.Zip(mask, (a, b) => (byte)(a ^ b))]).SequenceEqual(kept);
    }
}
