using Stanch.Sources;

namespace Stanch.Tests.Kits;

/// <summary>What every <see cref="ISource"/> promises. A source's tests inherit this and say how to make one that holds given blobs.</summary>
public abstract class SourceKit : IDisposable
{
    private const int Context = 1000;

    protected SourceKit() => Folder = Directory.CreateTempSubdirectory("stanch-kit-").FullName;

    /// <summary>Of one test, and deleted behind it.</summary>
    protected string Folder { get; }

    /// <summary>Holds exactly these blobs under these names. They all differ, and none is empty.</summary>
    protected abstract ISource Make(IReadOnlyDictionary<string, byte[]> blobs);

    /// <summary>A source of which something can't be read, and by what name the coverage tells of it; null when there is no way to make one.</summary>
    protected virtual (ISource Source, string What)? MakeDamaged() => null;

    /// <summary>Whether a piece is of one of the blobs given to <see cref="Make"/>, not of something that the source has besides.</summary>
    protected virtual bool Counts(Provenance provenance) => true;

    /// <summary>Blobs that the source can hold.</summary>
    protected virtual int Most => int.MaxValue;

    /// <summary>A length at which the source hands a blob over in at least three pieces.</summary>
    protected virtual int Long => (24 << 20) + 17;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Every_blob_comes_once_and_is_what_it_is(int workers)
    {
        var blobs = Blobs(60);
        var (recorder, coverage) = Read(Make(blobs), workers, stop: TestContext.Current.CancellationToken);
        Assert.Equal(Texts(blobs.Values), Texts(Counted(recorder).Select(b => b.Content)));
        Assert.All(recorder.Blobs, b => Assert.True(b.Whole));
        Assert.False(coverage.Partial);
        Assert.False(coverage.Nothing);
    }

    [Fact]
    public void Threads_change_nothing()
    {
        var blobs = Blobs(60);
        var (serial, one) = Read(Make(blobs), 1, stop: TestContext.Current.CancellationToken);
        var (parallel, many) = Read(Make(blobs), 8, stop: TestContext.Current.CancellationToken);
        Assert.Equal(Told(serial), Told(parallel));
        Assert.Equal((one.Files, one.Blobs, one.Bytes), (many.Files, many.Blobs, many.Bytes));
        Assert.Equal(one.SkipCounts.OrderBy(p => p.Key), many.SkipCounts.OrderBy(p => p.Key));

        static IEnumerable<string> Told(SourceRecorder recorder) =>
            recorder.Blobs.Select(b => $"{b.Provenance.Describe()} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(b.Content))}").Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Context)]
    [InlineData(20_001)]
    public void A_long_blob_comes_in_pieces_that_own_all_of_it_once(int context)
    {
        var blobs = Blobs(1, Long);
        var (recorder, coverage) = Read(Make(blobs), 2, context, stop: TestContext.Current.CancellationToken);
        var blob = Assert.Single(Counted(recorder));
        Assert.True(blob.Content.AsSpan().SequenceEqual(blobs.Values.Single()));
        Assert.True(blob.Pieces >= 3, $"{blob.Pieces} pieces");
        Assert.True(coverage.Bytes >= Long);
    }

    [Fact]
    public void A_sink_that_has_enough_gets_no_more_of_that_blob_and_all_of_the_others()
    {
        var blobs = Blobs(Math.Min(Most, 3), Long);
        var refused = (Provenance?)null;
        var (recorder, coverage) = Read(Make(blobs), 1, Context, (provenance, _) =>
        {
            if (!Counts(provenance)) return null;
            refused ??= provenance;
            return provenance == refused ? SinkVerdict.Enough : null;
        }, TestContext.Current.CancellationToken);
        var counted = Counted(recorder).ToList();
        Assert.Equal(blobs.Count, counted.Count);
        var one = Assert.Single(counted, b => b.Provenance == refused);
        Assert.Equal(1, one.Pieces);
        Assert.All(counted.Where(b => b.Provenance != refused), b => Assert.True(b.Whole));
        Assert.False(coverage.Partial);
    }

    [Fact]
    public void What_a_sink_refuses_at_once_is_not_counted_as_scanned()
    {
        var (_, coverage) = Read(Make(Blobs(1)), 1, Context, (provenance, _) => Counts(provenance) ? SinkVerdict.Enough : null, TestContext.Current.CancellationToken);
        Assert.Equal(0, coverage.Files + coverage.Blobs);
    }

    [Fact]
    public void A_source_that_is_stopped_before_it_begins_hands_over_nothing_and_says_so()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var (recorder, coverage) = Read(Make(Blobs(20)), 2, stop: stop.Token);
        Assert.Empty(recorder.Blobs);
        Assert.True(coverage.Partial);
        Assert.Contains(SkipReason.Interrupted, coverage.SkipCounts.Keys);
    }

    [Fact]
    public void A_source_that_is_stopped_half_way_says_so_and_ends_early()
    {
        using var stop = new CancellationTokenSource();
        var blobs = Most > 1 ? Blobs(400) : Blobs(1, Long);
        var (recorder, coverage) = Read(Make(blobs), 1, Context, (provenance, _) =>
        {
            if (Counts(provenance)) stop.Cancel();
            return null;
        }, stop.Token);
        Assert.True(Counted(recorder).Sum(b => b.Content.LongLength) < blobs.Values.Sum(b => b.LongLength));
        Assert.True(coverage.Partial);
        Assert.Equal(1, coverage.SkipCounts[SkipReason.Interrupted]);
    }

    [Fact]
    public void What_can_t_be_read_is_named_and_makes_the_scan_partial()
    {
        if (MakeDamaged() is not { } damaged) return;
        var (_, coverage) = Read(damaged.Source, 2, stop: TestContext.Current.CancellationToken);
        Assert.Contains(coverage.Skips, s => s.What == damaged.What && Coverage.IsLoss(s.Reason));
        Assert.True(coverage.Partial);
    }

    [Fact]
    public void A_fault_of_the_sink_reaches_the_caller()
    {
        var source = Make(Blobs(60));
        var thrown = Assert.ThrowsAny<InvalidOperationException>(() => source.Read(() => new Faulty(), new Coverage(), 4, Context, CancellationToken.None));
        Assert.Equal("faulty", thrown.Message);
    }

    protected static (SourceRecorder Recorder, Coverage Coverage) Read(
        ISource source, int workers = 2, int context = Context, Func<Provenance, int, object?>? answer = null, CancellationToken stop = default)
    {
        var recorder = new SourceRecorder(context, answer);
        var coverage = new Coverage();
        source.Read(recorder.Open, coverage, workers, context, stop);
        return (recorder, coverage);
    }

    private IEnumerable<RecordedBlob> Counted(SourceRecorder recorder) => recorder.Blobs.Where(b => Counts(b.Provenance));

    private static IEnumerable<string> Texts(IEnumerable<byte[]> contents) => contents.Select(Convert.ToHexString).Order(StringComparer.Ordinal);

    /// <summary>Of random bytes and, unless a length is given, of up to 5,000 bytes; in a few folders.</summary>
    private Dictionary<string, byte[]> Blobs(int count, int length = 0)
    {
        var random = new Random(7);
        return Enumerable.Range(0, Math.Min(count, Most)).ToDictionary(i => $"{(char)('a' + i % 5)}/{i % 3}/{i}.txt", i =>
        {
            var content = new byte[length > 0 ? length + i : 8 + random.Next(5000)];
            random.NextBytes(content);
            BitConverter.TryWriteBytes(content, i);
            return content;
        });
    }

    private sealed class Faulty : IBlobSink
    {
        public object? Accept(in Piece piece) => throw new InvalidOperationException("faulty");
    }
}
