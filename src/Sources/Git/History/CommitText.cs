using System.Buffers.Text;

namespace Stanch.Sources.Git;

/// <summary>Reads a commit's or tag's text in place. What is not there reads as empty; nothing in it can make the reading fail.</summary>
internal readonly ref struct CommitText
{
    private readonly ReadOnlySpan<byte> headers;

    public CommitText(ReadOnlySpan<byte> content)
    {
        // Headers end at the first empty line; a commit without one has no message.
        var end = content.IndexOf("\n\n"u8);
        headers = end < 0 ? content : content[..(end + 1)];
        MessageStart = end < 0 ? content.Length : end + 2;
        Message = content[MessageStart..];
    }

    public int MessageStart { get; }
    public ReadOnlySpan<byte> Message { get; }

    /// <summary>Value of the first header of a name: <c>author</c>.</summary>
    public ReadOnlySpan<byte> First(ReadOnlySpan<byte> name)
    {
        foreach (var line in Lines()) if (Is(line, name)) return line[(name.Length + 1)..];
        return default;
    }

    public HeaderLines Lines() => new(headers);

    public static bool Is(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.Length > name.Length && line[name.Length] == (byte)' ' && line.StartsWith(name);

    /// <summary>Splits <c>Name &lt;mail&gt; 1700000000 +0100</c>.</summary>
    /// <param name="who">With the address.</param>
    /// <param name="zone">Minutes east of Greenwich.</param>
    public static void SplitSignature(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> who, out long seconds, out int zone)
    {
        (seconds, zone) = (0, 0);
        var close = value.LastIndexOf((byte)'>');
        who = close < 0 ? value : value[..(close + 1)];
        var rest = close < 0 ? default : value[(close + 1)..].TrimStart((byte)' ');
        if (!Utf8Parser.TryParse(rest, out seconds, out var used)) return;
        rest = rest[used..].TrimStart((byte)' ');
        if (rest.Length < 5 || !Utf8Parser.TryParse(rest[1..5], out int hhmm, out var digits) || digits != 4) return;
        zone = hhmm / 100 * 60 + hhmm % 100;
        if (rest[0] == (byte)'-') zone = -zone;
    }

    /// <summary>Goes over header lines, without their line breaks.</summary>
    public ref struct HeaderLines(ReadOnlySpan<byte> text)
    {
        private ReadOnlySpan<byte> rest = text;

        public ReadOnlySpan<byte> Current { get; private set; }
        public readonly HeaderLines GetEnumerator() => this;

        public bool MoveNext()
        {
            if (rest.IsEmpty) return false;
            var end = rest.IndexOf((byte)'\n');
            Current = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            return true;
        }
    }
}
