namespace Stanch.Sources.Git;

/// <summary>An object in a file of its own: one zlib stream of <c>kind size NUL content</c>.</summary>
internal static unsafe class LooseFile
{
    private const int LongestHeader = 64;

    /// <summary>Reads a whole object; the caller returns the buffer to the pool.</summary>
    public static ReadResult TryRead(string path, Inflater inflater, BufferPool pool, out ObjectKind kind, out NativeBuffer? content)
    {
        kind = ObjectKind.None;
        content = null;
        using var file = MappedFile.TryOpen(path, out _);
        if (file is null) return ReadResult.Missing;
        var head = stackalloc byte[LongestHeader + Inflater.Slack];
        if (!TryBegin(file, inflater, head, out kind, out var size, out var headerLength)) return ReadResult.Corrupt;
        if (!ZlibStream.CanHold(file.Length, size)) return ReadResult.Corrupt;
        if (size > BufferPool.Largest - LongestHeader) return ReadResult.TooLarge;
        // The header stays in front while inflating, since matches may reach into it.
        var whole = pool.TryRent((int)size + headerLength);
        if (whole is null) return ReadResult.TooLarge;
        var there = (int)(inflater.Output - head);
        var target = whole.Start;
        var ended = false;
        if (there <= whole.Length)
        {
            new ReadOnlySpan<byte>(head, there).CopyTo(new Span<byte>(target, there));
            inflater.Move(target + there, target);
            ended = inflater.Run(target + whole.Length) == Inflated.Done && inflater.Output == target + whole.Length
                && ZlibStream.IsSum(inflater.Input, file.End, Adler32.Append(Adler32.Start, target, whole.Length));
        }
        if (!ended)
        {
            pool.Return(whole);
            return ReadResult.Corrupt;
        }
        content = pool.TryRent((int)size);
        if (content is null)
        {
            pool.Return(whole);
            return ReadResult.TooLarge;
        }
        new ReadOnlySpan<byte>(target + headerLength, (int)size).CopyTo(new Span<byte>(content.Start, (int)size));
        pool.Return(whole);
        return ReadResult.Found;
    }

    /// <summary>Starts inflating and reads the header. Some content may have been written behind it.</summary>
    /// <param name="head">Room for 64 bytes and <see cref="Inflater.Slack"/> more.</param>
    public static bool TryBegin(MappedFile file, Inflater inflater, byte* head, out ObjectKind kind, out long size, out int headerLength)
    {
        (kind, size, headerLength) = (ObjectKind.None, 0, 0);
        if (!inflater.TryBegin(file.Start, file.End, head, Math.Min(file.Length * 3, int.MaxValue))) return false;
        // The shortest header has 7 bytes, so an empty object ends within these.
        if (inflater.Run(head + LongestHeader / 2) == Inflated.Corrupt) return false;
        return TryParseHeader(new ReadOnlySpan<byte>(head, (int)Math.Min(inflater.Output - head, LongestHeader)), out kind, out size, out headerLength);
    }

    internal static bool TryParseHeader(ReadOnlySpan<byte> head, out ObjectKind kind, out long size, out int headerLength)
    {
        (kind, size, headerLength) = (ObjectKind.None, 0, 0);
        var end = head.IndexOf((byte)0);
        var space = head.IndexOf((byte)' ');
        if (end < 0 || space < 0 || space > end) return false;
        var name = head[..space];
        kind = name.SequenceEqual("blob"u8) ? ObjectKind.Blob
            : name.SequenceEqual("tree"u8) ? ObjectKind.Tree
            : name.SequenceEqual("commit"u8) ? ObjectKind.Commit
            : name.SequenceEqual("tag"u8) ? ObjectKind.Tag : ObjectKind.None;
        headerLength = end + 1;
        return kind != ObjectKind.None && System.Buffers.Text.Utf8Parser.TryParse(head[(space + 1)..end], out size, out var used) && used == end - space - 1 && size >= 0;
    }
}
