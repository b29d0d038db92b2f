using System.Security.Cryptography;

namespace Stanch.Images.Contents;

/// <summary>The digests by which databases of packages know a file.</summary>
internal sealed class ContentHashes : IDisposable
{
    private readonly IncrementalHash md5 = Of(HashAlgorithmName.MD5), sha1 = Of(HashAlgorithmName.SHA1), sha256 = Of(HashAlgorithmName.SHA256);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        md5.AppendData(bytes);
        sha1.AppendData(bytes);
        sha256.AppendData(bytes);
    }

    public ContentDigests Finish(out byte[] sha)
    {
        sha = sha256.GetHashAndReset();
        return new ContentDigests(Convert.ToHexStringLower(md5.GetHashAndReset()), Convert.ToHexStringLower(sha1.GetHashAndReset()), Convert.ToHexStringLower(sha));
    }

    public void Reset() => Finish(out _);

    private static IncrementalHash Of(HashAlgorithmName algorithm) => IncrementalHash.CreateHash(algorithm);

    public void Dispose()
    {
        md5.Dispose();
        sha1.Dispose();
        sha256.Dispose();
    }
}
