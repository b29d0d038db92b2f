using System.Buffers;
using System.Collections.Concurrent;
using Stanch.Sources;

namespace Stanch.Tests.Kits;

/// <summary>A blob put together again from its pieces.</summary>
/// <param name="Whole">Its last piece came.</param>
public sealed record RecordedBlob(Provenance Provenance, byte[] Content, int Pieces, bool Whole);

/// <summary>Sinks that put blobs together again from the stretches that pieces own, and check every promise of <see cref="Piece"/> while they do.</summary>
/// <param name="answer">What to return for a piece (by its blob's provenance and the piece's number in its blob).</param>
public sealed class SourceRecorder(int context, Func<Provenance, int, object?>? answer = null)
{
    private readonly int context = context;
    private readonly Func<Provenance, int, object?>? answer = answer;
    private readonly ConcurrentQueue<RecordedBlob> blobs = new();
    private readonly ConcurrentQueue<Sink> sinks = new();

    public IReadOnlyList<RecordedBlob> Blobs
    {
        get
        {
            foreach (var sink in sinks) sink.Close();
            return [.. blobs];
        }
    }

    public IBlobSink Open()
    {
        var sink = new Sink(this);
        sinks.Enqueue(sink);
        return sink;
    }

    private sealed class Sink(SourceRecorder recorder) : IBlobSink
    {
        private readonly ArrayBufferWriter<byte> content = new();
        private Provenance? provenance;
        private int pieces;
        private byte[] tail = [];
        private int busy;

        public object? Accept(in Piece piece)
        {
            Assert.Equal(0, Interlocked.Exchange(ref busy, 1));
            Check(piece);
            content.Write(piece.Content[piece.OwnStart..piece.OwnEnd]);
            tail = piece.Content[piece.OwnEnd..].ToArray();
            var verdict = recorder.answer?.Invoke(piece.Provenance, pieces);
            pieces++;
            if (piece.Last || ReferenceEquals(verdict, SinkVerdict.Enough)) Close(piece.Last);
            busy = 0;
            return verdict;
        }

        public void Close(bool whole = false)
        {
            if (provenance is null) return;
            recorder.blobs.Enqueue(new RecordedBlob(provenance, content.WrittenSpan.ToArray(), pieces, whole));
            provenance = null;
            content.ResetWrittenCount();
        }

        private void Check(in Piece piece)
        {
            Assert.InRange(piece.OwnStart, 0, piece.OwnEnd);
            Assert.InRange(piece.OwnEnd, piece.OwnStart, piece.Content.Length);
            if (piece.Start + piece.OwnStart == 0)
            {
                Close();
                provenance = piece.Provenance;
                pieces = 0;
                tail = [];
            }
            Assert.Equal(provenance, piece.Provenance);
            Assert.Equal(content.WrittenCount, piece.Start + piece.OwnStart);
            Assert.Equal(0, piece.Start % 2);
            // Context on the left: as much as asked for, or all that there is. It is what came before.
            Assert.True(piece.OwnStart >= Math.Min(recorder.context, content.WrittenCount), "too little context before what a piece owns");
            var before = content.WrittenSpan.Slice((int)piece.Start, piece.OwnStart);
            Assert.True(before.SequenceEqual(piece.Content[..piece.OwnStart]), "the context before what a piece owns is not what came before");
            // And on the right; only the blob's end may cut it short.
            var after = piece.Content[piece.OwnEnd..];
            Assert.True(piece.Last ? after.IsEmpty : after.Length >= recorder.context, "too little context behind what a piece owns");
            Assert.True(tail.AsSpan().StartsWith(piece.Content[piece.OwnStart..Math.Min(piece.OwnStart + tail.Length, piece.Content.Length)]), "what was shown as context came otherwise");
        }
    }
}
