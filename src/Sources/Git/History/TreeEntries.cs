using System.Numerics;
using System.Runtime.Intrinsics;

namespace Stanch.Sources.Git;

/// <summary>Goes over a tree's entries in place: <c>mode SP name NUL id</c>.</summary>
internal unsafe ref struct TreeEntries
{
    private readonly byte* start;
    private readonly int length, hashLength;

    /// <param name="start">Memory is readable for <see cref="Inflater.Slack"/> bytes past the end.</param>
    public TreeEntries(byte* start, int length, int hashLength, int from = 0)
    {
        this.start = start;
        this.length = length;
        this.hashLength = hashLength;
        End = from;
    }

    /// <summary>Offset of the current entry.</summary>
    public int Start { get; private set; }
    /// <summary>Offset behind it.</summary>
    public int End { get; private set; }
    /// <summary>What follows is no entry.</summary>
    public bool Broken { get; private set; }

    public readonly ReadOnlySpan<byte> Id => new(start + End - hashLength, hashLength);
    /// <summary>Another repository's commit: nothing of this one.</summary>
    public readonly bool IsGitlink => start[Start] == (byte)'1' && start[Start + 1] == (byte)'6';
    public readonly bool IsTree => start[Start] == (byte)'4';

    public readonly ReadOnlySpan<byte> Name
    {
        get
        {
            var entry = new ReadOnlySpan<byte>(start + Start, End - hashLength - 1 - Start);
            return entry[(entry.IndexOf((byte)' ') + 1)..];
        }
    }

    public bool MoveNext()
    {
        Start = End;
        if (length - Start < hashLength + 4)
        {
            Broken = Start != length;
            return false;
        }
        // The shortest mode has five digits, so the search starts behind it. Most names end within the first vector.
        var at = start + Start + 5;
        var limit = start + length - hashLength;
        while (true)
        {
            var zeros = Vector128.Equals(Vector128.Load(at), Vector128<byte>.Zero).ExtractMostSignificantBits();
            if (zeros != 0)
            {
                at += BitOperations.TrailingZeroCount(zeros);
                break;
            }
            at += 16;
            if (at >= limit) break;
        }
        if (at >= limit || (start[Start + 5] != (byte)' ' && start[Start + 6] != (byte)' '))
        {
            Broken = true;
            return false;
        }
        End = (int)(at + 1 + hashLength - start);
        return true;
    }
}
