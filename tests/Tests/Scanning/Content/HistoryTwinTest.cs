using System.Text;
using Stanch.Detection;
using Stanch.Scanning.Content;
using Stanch.Sources;
using Stanch.Sources.Git;
using Stanch.Tests.Detection;
using Stanch.Tests.Sources.Git;

namespace Stanch.Tests.Scanning.Content;

/// <summary>A packed history read along its deltas finds in every blob what scanning that blob alone finds.</summary>
public sealed class HistoryTwinTest
{
    [Fact]
    public void Every_blob_gives_what_it_gives_alone_whatever_the_number_of_workers()
    {
        using var git = new GitSandbox();
        Grow(git, new Random(41));
        git.Git("repack", "-q", "-a", "-d", "-f", "--depth=250", "--window=250");
        var alone = ByBlob(Alone(git));
        Assert.InRange(alone.Length, 300, 100_000);
        foreach (var workers in new[] { 1, 2, 5 })
        {
            var derived = new Sunk();
            Assert.True(GitRepository.TryOpen(git.Work, out var repository, out _));
            using (repository)
            using (var history = new GitHistory(repository, new HistoryOptions()))
                history.Read(derived.Open, derived.Coverage, workers, Sunk.Engine.Reach, CancellationToken.None);
            Assert.Equal(alone, ByBlob(derived));
        }
    }

    private static Sunk Alone(GitSandbox git)
    {
        var alone = new Sunk();
        ReadOnlySpan<byte> rest = git.Bytes(git.Work, "", "cat-file", "--batch-all-objects", "--batch");
        while (!rest.IsEmpty)
        {
            var newline = rest.IndexOf((byte)'\n');
            var header = Encoding.UTF8.GetString(rest[..newline]).Split(' ');
            var length = int.Parse(header[2]);
            if (header[1] == "blob" && ObjectId.TryParse(header[0], out var id)) alone.Whole(rest.Slice(newline + 1, length), new GitBlobProvenance(id));
            rest = rest[(newline + 1 + length + 1)..];
        }
        return alone;
    }

    private static string[] ByBlob(Sunk sunk) =>
        [.. sunk.All.Where(f => f.Sighting.Provenance is GitBlobProvenance).Select(f => $"{f.Sighting.Provenance.Describe()} {f.Text}").Order(StringComparer.Ordinal)];

    /// <summary>Files that grow, shrink, swap parts and turn binary and back, so that the packer makes deltas of every shape.</summary>
    private static void Grow(GitSandbox git, Random random)
    {
        var files = Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, 150).Select(_ => Line(random)).ToList()).ToArray();
        for (var commit = 0; commit < 60; commit++)
        {
            for (var f = 0; f < files.Length; f++)
            {
                var lines = files[f];
                for (var edits = random.Next(1, 6); edits > 0; edits--)
                {
                    var at = random.Next(lines.Count);
                    switch (random.Next(5))
                    {
                        case 0: lines.Insert(at, Line(random)); break;
                        case 1: lines[at] = Line(random); break;
                        case 2 when lines.Count > 60: lines.RemoveRange(at, Math.Min(lines.Count - at, random.Next(1, 20))); break;
                        case 3: lines.AddRange(lines.GetRange(at, Math.Min(lines.Count - at, 15))); break;
                        default: lines.InsertRange(0, files[random.Next(files.Length)].Take(random.Next(1, 30)).ToArray()); break;
                    }
                }
                var bytes = Encoding.UTF8.GetBytes(string.Concat(lines));
                if (random.Next(15) == 0) bytes = [0, 1, .. bytes];
                if (random.Next(15) == 0) bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(string.Concat(lines))];
                git.Write($"file{f}.txt", bytes);
            }
            git.Commit($"{commit}");
        }
    }

    private static string Line(Random random) => random.Next(8) switch
    {
        0 => $"k = '{Detectors.AcmeToken(random.Next(40))}'\n",
        1 => $"password = 'S3cure!pass{random.Next(10)}' # {random.Next(100)}\n",
        2 => $"zedaccount: 12345{random.Next(10)}\n",
        3 => "ZEDKEY=0a1b2c3d4e5f6071\n",
        4 => Convert.ToBase64String(Encoding.UTF8.GetBytes($"config: '{Detectors.AcmeToken(random.Next(40))}' ok")) + "\n",
        5 => $"postgres://app:p4ssW0rd{random.Next(10)}@db.internal:5432/x\n",
        _ => string.Concat(Enumerable.Range(0, random.Next(0, 60)).Select(_ => (char)random.Next(' ', 'z'))) + "\n",
    };
}
