using System.Security.Cryptography;
using System.Text;
using Stanch.Sources;
using Stanch.Sources.Git;

namespace Stanch.Tests.Sources.Git;

/// <summary>Everything that a source hands on, put together again and checked for the promises of <see cref="Piece"/>.</summary>
internal sealed class Collected
{
    public Dictionary<ObjectId, byte[]> Blobs { get; } = [];
    public Dictionary<ObjectId, string> Messages { get; } = [];
    public Dictionary<string, byte[]> Staged { get; } = [];
    public Coverage Coverage { get; } = new();
    public int Derived { get; private set; }
    public int Pieces { get; private set; }
    public List<string> Repeated { get; } = [];

    public static Collected From(ISource source, int workers = 2, int context = 1000)
    {
        var all = new Collected();
        source.Read(() => new Sink(all), all.Coverage, workers, context, TestContext.Current.CancellationToken);
        return all;
    }

    public static Collected FromHistory(string path, HistoryOptions? options = null, bool anyAlternate = false)
    {
        Assert.True(GitRepository.TryOpen(path, out var repository, out var reason, anyAlternate), reason);
        using (repository)
        using (var history = new GitHistory(repository, options ?? new HistoryOptions())) return From(history);
    }

    public string Text(string id) => Encoding.UTF8.GetString(Blobs[Parse(id)]);
    public bool Has(string id) => Blobs.ContainsKey(Parse(id));

    public static ObjectId Parse(string hex)
    {
        Assert.True(ObjectId.TryParse(hex, out var id), hex);
        return id;
    }

    private sealed class Sink(Collected all) : IBlobSink
    {
        private sealed record Token(byte[] Content);
        private readonly List<byte> split = [];

        public object? Accept(in Piece piece)
        {
            lock (all)
            {
                all.Pieces++;
                var owned = piece.Content[piece.OwnStart..piece.OwnEnd];
                Assert.Equal(split.Count, piece.Start + piece.OwnStart);
                if (piece.Derived)
                {
                    all.Derived++;
                    var before = Assert.IsType<Token>(piece.Base).Content;
                    Assert.Equal(before.Length, piece.BaseLength);
                    var end = 0;
                    foreach (var copy in piece.Copies)
                    {
                        Assert.True(copy.To >= end && copy.Length > 0);
                        end = copy.To + copy.Length;
                        Assert.True(before.AsSpan(copy.From, copy.Length).SequenceEqual(piece.Content.Slice(copy.To, copy.Length)));
                    }
                }
                split.AddRange(owned);
                if (!piece.Last) return null;
                var content = split.ToArray();
                split.Clear();
                Keep(piece.Provenance, content);
                return new Token(content);
            }
        }

        private void Keep(Provenance provenance, byte[] content)
        {
            switch (provenance)
            {
                case GitBlobProvenance blob:
                    if (!all.Blobs.TryAdd(blob.Id, content)) all.Repeated.Add(blob.Id.ToString());
                    var name = Hash(blob.Id.Bytes.Length, [.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]);
                    Assert.Equal(blob.Id.ToString(), name);
                    break;
                case GitMessageProvenance message:
                    all.Messages.Add(message.Id, Encoding.UTF8.GetString(content));
                    break;
                case StagedProvenance staged:
                    all.Staged.Add(staged.Path, content);
                    break;
            }
        }

        private static string Hash(int length, byte[] content)
        {
            using var hash = IncrementalHash.CreateHash(length == 32 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
            hash.AppendData(content);
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    public static string[] Names(IEnumerable<ObjectId> ids) => [.. ids.Select(id => id.ToString()).Order(StringComparer.Ordinal)];
}
