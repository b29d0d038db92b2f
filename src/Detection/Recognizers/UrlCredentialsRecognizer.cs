using System.Buffers;

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

    public static ByteRange Context(ByteRange hit) => new(hit.Start - MaxScheme - 1, hit.End + MaxUserInfo + MaxHost + 1);

    public static Reading Parse(ReadOnlySpan<byte> content, ByteRange hit)
    {
        var rest = content[hit.End..Math.Min(content.Length, hit.End + MaxUserInfo)];
        var at = rest.IndexOfAny(EndOfUserInfo);
        // `{` and `<` may stand in a placeholder password: those are none of ours either.
        if (at < 0 || rest[at] != '@') return default;
        var colon = rest[..at].IndexOf((byte)':');
        if (colon < 0) return new Reading(null, "a user name without a password");
        if (colon == at - 1) return new Reading(null, "the password is empty");

        var scheme = hit.Start;
        while (scheme > 0 && hit.Start - scheme < MaxScheme && (char.IsAsciiLetterOrDigit((char)content[scheme - 1]) || content[scheme - 1] is (byte)'+' or (byte)'-' or (byte)'.'))
            scheme--;
        if (scheme == hit.Start) return default;
        var hostStart = hit.End + at + 1;
        var hostRest = content[hostStart..Math.Min(content.Length, hostStart + MaxHost)];
        var hostLength = hostRest.IndexOfAny(EndOfHost);
        if (hostLength < 0) hostLength = hostRest.Length;
        if (hostLength == 0) return new Reading(null, "no host follows");

        var user = new ByteRange(hit.End, hit.End + colon);
        var password = new ByteRange(hit.End + colon + 1, hit.End + at);
        var host = new ByteRange(hostStart, hostStart + hostLength);
        var word = content[password.Start..password.End];
        if (word.Length < 4) return new Reading(null, "the password is too short");
        if (word.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E) >= 0) return new Reading(null, "an address of the network has no such characters");
        if (word[0] == ':' || word[^1] == ':') return new Reading(null, "the parts are empty");
        if (2 * EscapedLength(word) > word.Length && word.Length < 40) return new Reading(null, "the password is mostly escaped signs");
        if (OfNoNetwork(content[host.Start..host.End], content[scheme..hit.Start])) return new Reading(null, "the host is none of a network");
        if (word.IndexOfAny((byte)'[', (byte)']') >= 0) return new Reading(null, "it is a description of the form");
        if (word.IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0 && word.Length < 8 && Readability.IsWords(word) && !Named(content[host.Start..host.End])) return new Reading(null, "the password is a plain word");
        if (Same(word, content[user.Start..user.End]) && Weak(word) || IsWord(word)) return new Reading(null, "the password is a word of documentation");
        var parts = new List<MatchPart> { new("host", content[host.Start..host.End].ToArray(), host), new("scheme", content[scheme..hit.Start].ToArray(), new ByteRange(scheme, hit.Start)) };
        if (user.Length > 0) parts.Insert(0, new MatchPart("user", content[user.Start..user.End].ToArray(), user));
        return new Reading(new Candidate(password, new ByteRange(scheme, host.End), parts, Context(hit), Documentary(content[host.Start..host.End]) ? 0.4 : 0.8));
    }

    private static bool Same(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => a.SequenceEqual(b);

    private static bool Weak(ReadOnlySpan<byte> word) => word.Length < 8;

    private static bool IsWord(ReadOnlySpan<byte> word) => Vocabulary.IsDocumentationPassword(word) || char.IsAsciiDigit((char)word[^1]) && Vocabulary.IsDocumentationPassword(word[..^1]);

    /// <summary>A host of the world: with a domain, or with nothing but digits and dots.</summary>
    private static bool Named(ReadOnlySpan<byte> host) => host.Contains((byte)'.') && !Documentary(host);

    private static int EscapedLength(ReadOnlySpan<byte> word)
    {
        var length = 0;
        for (var i = 0; i + 2 < word.Length; i++)
        {
            if (word[i] == '%' && char.IsAsciiHexDigit((char)word[i + 1]) && char.IsAsciiHexDigit((char)word[i + 2])) length += 3;
        }
        return length;
    }

    /// <summary><c>@host</c>; for the web also <c>@foo</c>, <c>@d</c>, which tests of parsers use and nobody's browser resolves.</summary>
    private static bool OfNoNetwork(ReadOnlySpan<byte> host, ReadOnlySpan<byte> scheme)
    {
        if (host.SequenceEqual("host"u8) || host.SequenceEqual("hostname"u8)) return true;
        var web = scheme.EndsWith("http"u8) || scheme.EndsWith("https"u8) || scheme.EndsWith("ftp"u8);
        return web && host.Length < 5 && host.IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0;
    }

    /// <summary>Hosts that documentation uses.</summary>
    private static bool Documentary(ReadOnlySpan<byte> host) =>
        host.IndexOf("example."u8) >= 0 || host.SequenceEqual("host"u8) || host.SequenceEqual("hostname"u8) || host.SequenceEqual("server"u8);
}
