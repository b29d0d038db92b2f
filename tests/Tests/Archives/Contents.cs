using System.Text;
using Stanch.Archives;
using Stanch.Sources;
using Stanch.Sources.Files;
using Stanch.Tests.Kits;
using Stanch.Tests.Sources.Files;

namespace Stanch.Tests.Archives;

/// <summary>What a scan of some files gives a sink, containers opened: place and text of each, and what it says about the rest.</summary>
internal sealed record Contents(IReadOnlyList<RecordedBlob> Blobs, Coverage Coverage)
{
    public string[] Places => [.. Blobs.Select(b => b.Provenance.Describe()).Order(StringComparer.Ordinal)];

    public string Text(string place) => Encoding.UTF8.GetString(Blobs.Single(b => b.Provenance.Describe() == place).Content);

    /// <summary><c>reason what</c> of everything that was named.</summary>
    public string[] Skips => [.. Coverage.Skips.Select(s => $"{s.Reason} {s.What}").Order(StringComparer.Ordinal)];

    public static Contents Of(TempTree tree, ArchiveLimits? limits = null) => Of(new FileTree(tree.Root, new FileTreeOptions()), limits);

    public static Contents Of(byte[] file, ArchiveLimits? limits = null) => Of(new StdinSource(new MemoryStream(file)), limits);

    private static Contents Of(ISource source, ArchiveLimits? limits)
    {
        var recorder = new SourceRecorder(100);
        var coverage = new Coverage();
        var opened = new List<ContainerSink>();
        source.Read(() =>
        {
            // What the scanner does with binary files.
            var sink = new ContainerSink(new NoBinaries(recorder.Open(), coverage), limits ?? new ArchiveLimits(), coverage, 100, CancellationToken.None);
            lock (opened) opened.Add(sink);
            return sink;
        }, coverage, 1, 100, CancellationToken.None);
        opened.ForEach(o => o.Dispose());
        return new Contents([.. recorder.Blobs.Where(b => b.Content.Length > 0)], coverage);
    }

    private sealed class NoBinaries(IBlobSink sink, Coverage coverage) : IBlobSink
    {
        private bool refused;

        public object? Accept(in Piece piece)
        {
            if (piece.Start == 0 && piece.OwnStart == 0) refused = piece.Content[..Math.Min(8000, piece.Content.Length)].Contains((byte)0);
            if (!refused) return sink.Accept(piece);
            coverage.Skip(SkipReason.Binary, piece.Provenance.Describe());
            return SinkVerdict.Enough;
        }
    }
}
