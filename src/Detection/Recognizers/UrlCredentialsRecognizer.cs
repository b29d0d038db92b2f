using System.Buffers;
using Stanch.Detection.Judging;

namespace Stanch.Detection.Recognizers;

/// <summary><c>scheme://user:password@host</c> around <c>://</c>.</summary>
internal static class UrlCredentialsRecognizer
{
    public const string Name = "url-credentials";
    private const int MaxScheme = 24;
    private const int MaxUserInfo = 320;
    private const int MaxHost = 255;

    private static readonly SearchValues<byte> EndOfUserInfo = SearchValues.Create("@ \t\r\n\"'`<>/\\|^{}"u8);
    private static readonly SearchValues<byte> EndOfHost = SearchValues.Create("/:?#, \t\r\n\"'`<>\\|^{})]&;"u8);

    public static ByteRange Context(ByteRange hit) => new(hit.Start - MaxScheme - Evidence.Near - 1, hit.End + MaxUserInfo + MaxHost + Evidence.Near + 1);

    public static Reading Parse(ReadOnlySpan<byte> content, ByteRange hit, bool explain = false)
    {
        if (Propose(content, hit, out var why) is not { } slot) return new Reading(null, why);
        var reading = Verdict.Of(content, slot, Context(hit), explain);
        if (reading.Candidate is not { } found) return reading;
        var scheme = SchemeStart(content, hit);
        var host = Host(content, slot.Value.End + 1);
        found.Parts.Add(new MatchPart("host", content[host.Start..host.End].ToArray(), host));
        found.Parts.Add(new MatchPart("scheme", content[scheme..hit.Start].ToArray(), new ByteRange(scheme, hit.Start)));
        if (slot.Value.Start - 1 is var colon && colon > hit.End) found.Parts.Insert(0, new MatchPart("user", content[hit.End..colon].ToArray(), new ByteRange(hit.End, colon)));
        return reading with { Candidate = found with { Whole = new ByteRange(scheme, host.End) } };
    }

    /// <summary>The user as the name and the password as its value, if the address can be one of a network.</summary>
    public static Slot? Propose(ReadOnlySpan<byte> content, ByteRange hit, out string? why)
    {
        why = null;
        var rest = content[hit.End..Math.Min(content.Length, hit.End + MaxUserInfo)];
        var at = rest.IndexOfAny(EndOfUserInfo);
        // `{` and `<` may stand in a placeholder password: those are none of ours either.
        if (at < 0 || rest[at] != '@') return null;
        var colon = rest[..at].IndexOf((byte)':');
        if (colon < 0) why = "a user name without a password";
        else if (colon == at - 1) why = "the password is empty";
        if (why is not null) return null;

        var scheme = SchemeStart(content, hit);
        if (scheme == hit.Start) return null;
        var host = Host(content, hit.End + at + 1);
        var password = new ByteRange(hit.End + colon + 1, hit.End + at);
        var user = new ByteRange(hit.End, hit.End + colon);
        var word = content[password.Start..password.End];
        if (host.Length == 0) why = "no host follows";
        else if (word.Length < 4) why = "the password is too short";
        else if (word.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E) >= 0) why = "an address of the network has no such characters";
        else if (word[0] == ':' || word[^1] == ':') why = "the parts are empty";
        else if (2 * EscapedLength(word) > word.Length && word.Length < 40) why = "the password is mostly escaped signs";
        else if (word.IndexOfAny((byte)'[', (byte)']') >= 0) why = "it is a description of the form";
        else if (OfNoBrowser(content[host.Start..host.End], content[scheme..hit.Start])) why = "the host is none of a network";
        else why = AssignedValue.Refuse(word, quoted: true) ?? SharedText.Refuse(word, content[user.Start..user.End]);
        var name = user.Length > 0 ? user : new ByteRange(scheme, hit.Start);
        return why is null ? new Slot(name, name, password, Joint.Address, Quote.None, host) : null;
    }

    /// <summary>1 for a domain, 2 for one machine, 3 for hosts that only documents and tests of parsers have.</summary>
    public static int HostKind(ReadOnlySpan<byte> host)
    {
        if (host.IndexOf("example."u8) >= 0 || host.SequenceEqual("host"u8) || host.SequenceEqual("hostname"u8) || host.SequenceEqual("server"u8)) return 3;
        if (host.Contains((byte)'.')) return 1;
        return host.Length < 5 && host.IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0 ? 3 : 2;
    }

    /// <summary><c>http://…@foo</c>, <c>@d</c>: tests of parsers use them, and nobody's browser resolves them.</summary>
    private static bool OfNoBrowser(ReadOnlySpan<byte> host, ReadOnlySpan<byte> scheme) =>
        host.Length < 5 && host.IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0 && (scheme.EndsWith("http"u8) || scheme.EndsWith("https"u8) || scheme.EndsWith("ftp"u8));

    private static int SchemeStart(ReadOnlySpan<byte> content, ByteRange hit)
    {
        var scheme = hit.Start;
        while (scheme > 0 && hit.Start - scheme < MaxScheme && (char.IsAsciiLetterOrDigit((char)content[scheme - 1]) || content[scheme - 1] is (byte)'+' or (byte)'-' or (byte)'.'))
            scheme--;
        return scheme;
    }

    private static ByteRange Host(ReadOnlySpan<byte> content, int start)
    {
        var rest = content[start..Math.Min(content.Length, start + MaxHost)];
        var length = rest.IndexOfAny(EndOfHost);
        return new ByteRange(start, start + (length < 0 ? rest.Length : length));
    }

    private static int EscapedLength(ReadOnlySpan<byte> word)
    {
        var length = 0;
        for (var i = 0; i + 2 < word.Length; i++)
        {
            if (word[i] == '%' && char.IsAsciiHexDigit((char)word[i + 1]) && char.IsAsciiHexDigit((char)word[i + 2])) length += 3;
        }
        return length;
    }
}
