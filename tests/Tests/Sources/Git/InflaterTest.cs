using System.IO.Compression;
using CsCheck;
using Stanch.Sources.Git;

namespace Stanch.Tests.Sources.Git;

/// <summary>The plain twin is the runtime's own <see cref="ZLibStream"/>.</summary>
public sealed unsafe class InflaterTest
{
    // Bytes with repetitions near and far, so that all kinds of matches and blocks occur.
    private static readonly Gen<byte[]> Content = Gen.OneOf(
        Gen.Byte.Array[0, 300],
        Gen.Byte[97, 102].Array[0, 5000],
        Gen.Select(Gen.Byte.Array[1, 40], Gen.Int[1, 3000], Gen.Byte.Array[0, 30], (part, times, rest) =>
            (byte[])[.. Enumerable.Range(0, times).SelectMany(i => i % 7 == 0 ? rest : part)]),
        Gen.Select(Gen.Byte[0, 3], Gen.Int[0, 70_000], (value, length) => (byte[])[.. Enumerable.Repeat(value, length)]));

    private static readonly CompressionLevel[] Levels =
        [CompressionLevel.NoCompression, CompressionLevel.Fastest, CompressionLevel.Optimal, CompressionLevel.SmallestSize];
    private static readonly Gen<CompressionLevel> Level = Gen.Int[0, 3].Select(i => Levels[i]);

    [Fact]
    public void What_zlib_packs_comes_out_the_same() => Gen.Select(Content, Level, Gen.Int[0, 40]).Sample((content, level, behind) =>
    {
        var packed = Pack(content, level);
        byte[] input = [.. packed, .. new byte[behind]];
        var (used, output) = Inflate(input, content.Length);
        Assert.Equal(packed.Length, used);
        Assert.Equal(content, output);
    }, iter: 3000);

    [Fact]
    public void A_wrong_size_is_corrupt() => Gen.Select(Content, Level).Sample((content, level) =>
    {
        var packed = Pack(content, level);
        Assert.Equal(-1, Inflate(packed, content.Length + 1).Used);
        if (content.Length > 0) Assert.Equal(-1, Inflate(packed, content.Length - 1).Used);
    }, iter: 500);

    [Fact]
    public void A_cut_stream_is_corrupt() => Gen.Select(Content, Level, Gen.Double[0, 1]).Sample((content, level, part) =>
    {
        var packed = Pack(content, level);
        Assert.Equal(-1, Inflate(packed[..(int)(packed.Length * part * 0.999)], content.Length).Used);
    }, iter: 1000);

    [Fact]
    public void Flipped_bits_are_noticed_and_leave_memory_alone() => Gen.Select(Content, Level, Gen.Int[0, int.MaxValue].Array[1, 8]).Sample((content, level, flips) =>
    {
        var packed = Pack(content, level);
        foreach (var flip in flips) packed[flip % packed.Length] ^= (byte)(1 << flip % 8);
        var (used, output) = Inflate(packed, content.Length);
        // Two flips may undo each other; and now and then another content of few and like bytes has the same checksum.
        if (used >= 0 && !content.AsSpan().SequenceEqual(output)) Assert.True(TwinAgrees(packed, output));
    }, iter: 5000);

    [Fact]
    public void Noise_is_never_a_crash() => Gen.Byte.Array[0, 400].Sample(noise =>
    {
        byte[] input = [0x78, 0x9C, .. noise];
        var (used, output) = Inflate(input, 5000);
        Assert.True(used == -1 || TwinAgrees(input, output));
    }, iter: 20_000);

    [Fact]
    public void Read_in_stretches_it_is_the_same() => Gen.Select(Content, Level, Gen.Int[1, 70_000]).Sample((content, level, stretch) =>
    {
        var packed = Pack(content, level);
        using var inflater = new Inflater();
        var collected = new List<byte>();
        const int window = 32768;
        var buffer = new byte[window + stretch + Inflater.Slack];
        fixed (byte* source = packed)
        fixed (byte* target = buffer)
        {
            Assert.True(inflater.TryBegin(source, source + packed.Length, target, content.Length));
            for (var kept = 0; ;)
            {
                var result = inflater.Run(target + kept + stretch);
                Assert.NotEqual(Inflated.Corrupt, result);
                var filled = (int)(inflater.Output - target);
                collected.AddRange(buffer[kept..filled]);
                if (result == Inflated.Done) break;
                var keep = Math.Min(filled, window);
                buffer.AsSpan(filled - keep, keep).CopyTo(buffer);
                inflater.Move(target + keep, target);
                kept = keep;
            }
        }
        Assert.Equal(content, collected);
    }, iter: 1000);

    [Fact]
    public void The_wide_checksum_is_the_plain_one() => Gen.Select(Gen.Byte.Array[0, 20_000], Gen.UInt[0, 65520], Gen.UInt[0, 65520]).Sample((data, a, b) =>
    {
        var start = b << 16 | a;
        foreach (var value in data)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }
        fixed (byte* at = data) Assert.Equal(b << 16 | a, Adler32.Append(start, at, data.Length));
    }, iter: 500);

    private static byte[] Pack(byte[] content, CompressionLevel level)
    {
        // The runtime writes nothing at all for no content.
        if (content.Length == 0) return [0x78, 0x9C, 3, 0, 0, 0, 0, 1];
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, level)) zlib.Write(content);
        return stream.ToArray();
    }

    private static bool TwinAgrees(byte[] input, byte[] output)
    {
        using var zlib = new ZLibStream(new MemoryStream(input), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zlib.CopyTo(plain);
        return plain.ToArray().AsSpan().SequenceEqual(output);
    }

    // Both ends are guarded: input stands at the end of its own memory, output has marked bytes around it.
    private static (long Used, byte[] Output) Inflate(byte[] input, int size)
    {
        const int guard = 64;
        const byte mark = 0xA5;
        using var inflater = new Inflater();
        var room = new byte[guard + size + Inflater.Slack + guard];
        room.AsSpan().Fill(mark);
        fixed (byte* source = input)
        fixed (byte* target = room)
        {
            var used = inflater.Inflate(source, source + input.Length, target + guard, size);
            Assert.True(room.AsSpan(0, guard).IndexOfAnyExcept(mark) < 0 && room.AsSpan(^guard..).IndexOfAnyExcept(mark) < 0);
            return (used, room[guard..(guard + size)]);
        }
    }
}
