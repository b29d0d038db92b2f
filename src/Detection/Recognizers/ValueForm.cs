using System.Buffers;

namespace Stanch.Detection.Recognizers;

/// <summary>Forms of values that are known, and none of them a secret, whatever name they are given to.</summary>
internal static class ValueForm
{
    private static readonly SearchValues<byte> Dotted = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.0123456789"u8);
    private static readonly SearchValues<byte> VariableBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789"u8);
    private static readonly SearchValues<byte> PathBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_/."u8);
    private static readonly SearchValues<byte> WordBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-. "u8);
    private static readonly SearchValues<byte> SentenceBytes = SearchValues.Create(
        [.. " .,;:!?'()-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8, .. Enumerable.Range(0x80, 0x80).Select(b => (byte)b)]);
    private static readonly SearchValues<byte> ForeignWordBytes = SearchValues.Create(
        [.. "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8, .. Enumerable.Range(0x80, 0x80).Select(b => (byte)b)]);
    private static readonly SearchValues<byte> Numbers = SearchValues.Create("0123456789."u8);
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789"u8);

    /// <summary>Whether a value without quotes is an expression of a programming language: <c>config.password</c>, <c>x->key</c>, <c>a?.b</c>.</summary>
    public static bool Expression(ReadOnlySpan<byte> value)
    {
        if (value.IndexOf("->"u8) >= 0 || value.IndexOf("::"u8) >= 0 || value.IndexOf("?."u8) >= 0 || value.IndexOf("&&"u8) >= 0 || value.IndexOf("||"u8) >= 0
            || value.IndexOf("=="u8) >= 0 && !value.EndsWith("="u8)) return true;
        value = value.TrimEnd("=?!"u8);
        var dot = value.IndexOf((byte)'.');
        return dot > 0 && dot + 1 < value.Length && char.IsAsciiLetter((char)value[0]) && char.IsAsciiLetter((char)value[dot + 1])
            && value.IndexOfAnyExcept(Dotted) < 0;
    }

    /// <summary>Below eight bytes; or below twenty, of letters and the signs of names alone.</summary>
    public static bool ShortOrWord(ReadOnlySpan<byte> value) => value.Length < 8 || value.Length < 20 && value.IndexOfAnyExcept(WordBytes) < 0;

    /// <summary><c>twoFactorChallenge</c>, however long: letters and the signs of names, readable as words.</summary>
    public static bool LongWord(ReadOnlySpan<byte> value) => value.IndexOfAnyExcept(WordBytes) < 0 && Readability.IsWords(value);

    /// <summary>
    /// <c>Repeat your password.</c>: words of some language that open with a capital, and numbers where there are many words; or one word with letters beyond ASCII. A passphrase in small letters is none.
    /// </summary>
    public static bool Sentence(ReadOnlySpan<byte> value)
    {
        // `Contraseña`
        if (value.ContainsAnyInRange((byte)0x80, (byte)0xFF) && !value.ContainsAnyExcept(ForeignWordBytes)) return true;
        if (char.IsAsciiLetterLower((char)value[0]) || !value.Contains((byte)' ') || value.ContainsAnyExcept(SentenceBytes)) return false;
        return !value.ContainsAnyInRange((byte)'0', (byte)'9') || value.Count((byte)' ') >= 3 || value.ContainsAnyInRange((byte)0x80, (byte)0xFF);
    }

    /// <summary><c>", " + token + " "</c>: what stands between two strings was taken for one.</summary>
    public static bool BetweenStrings(ReadOnlySpan<byte> value)
    {
        if (value[0] != ' ') return false;
        var code = value.TrimStart((byte)' ');
        return code.Length > 2 && code[0] is (byte)'+' or (byte)'.' or (byte)',' && code[1] == ' ';
    }

    /// <summary><c>Bearer ${token}</c>, <c>{{ password }}</c>: what is put together when the program runs.</summary>
    public static bool Template(ReadOnlySpan<byte> value)
    {
        for (var from = 1; from < value.Length && value[from..].IndexOfAny((byte)'{', (byte)'(') is >= 0 and var at; from += at + 1)
        {
            var opened = (value[from + at - 1], value[from + at]);
            if (opened is ((byte)'$' or (byte)'#' or (byte)'{', (byte)'{') or ((byte)'$', (byte)'(')) return true;
        }
        return false;
    }

    /// <summary><c>lib/keys.ts:23</c>: a line in a file.</summary>
    public static bool PlaceInFile(ReadOnlySpan<byte> value)
    {
        var path = value.TrimEnd("0123456789"u8);
        if (path.Length == value.Length || path.Length < 4 || path[^1] != ':' || path.IndexOf((byte)'/') < 0) return false;
        path = path[..^1];
        var dot = path.LastIndexOf((byte)'.');
        return dot > 0 && path.Length - dot is >= 2 and <= 6 && path[(dot + 1)..].IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0;
    }

    /// <summary><c>SMTP_URL</c>, as in <c>required("SMTP_URL")</c>.</summary>
    public static bool Variable(ReadOnlySpan<byte> value) =>
        char.IsAsciiLetterUpper((char)value[0]) && value.Contains((byte)'_') && value.IndexOfAnyExcept(VariableBytes) < 0;

    /// <summary><c>smtp/url</c>, as in <c>vault kv get -mount=secret smtp/url</c>.</summary>
    public static bool PlainPath(ReadOnlySpan<byte> value) => value.Contains((byte)'/') && value.IndexOfAnyExcept(PathBytes) < 0;

    /// <summary><c>us-east-1</c>, <c>my_token_2</c>, <c>1234-TOKEN</c>: every piece between separators is a word or a number.</summary>
    public static bool Compound(ReadOnlySpan<byte> value)
    {
        var pieces = 0;
        var letters = 0;
        var digits = 0;
        var other = 0;
        foreach (var b in value)
        {
            if (char.IsAsciiLetter((char)b)) letters++;
            else if (char.IsAsciiDigit((char)b)) digits++;
            else if (b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)':') pieces++;
            else other++;
        }
        if (other > 0) return false;
        if (pieces == 0) return false;
        // Long names of functions and of packages, with a number here and there.
        if (value.Length > 40 && pieces >= 6 && pieces * 12 >= value.Length && digits * 12 <= value.Length) return true;
        if (digits <= 3 || digits * 12 <= value.Length && pieces * 12 >= value.Length) return Readability.IsWords(value);
        for (var i = 1; i < value.Length; i++)
        {
            if (char.IsAsciiLetter((char)value[i]) && char.IsAsciiDigit((char)value[i - 1]) || char.IsAsciiDigit((char)value[i]) && char.IsAsciiLetter((char)value[i - 1])) return false;
        }
        return letters > 0 && value.Length < 24 && Readability.IsWords(value);
    }

    /// <summary><c>token12345</c>: a word with a number, as tests number their values.</summary>
    public static bool NumberedWord(ReadOnlySpan<byte> value)
    {
        var letters = value.TrimEnd("0123456789"u8);
        return letters.Length < value.Length && value.Length - letters.Length <= 5 && value.Length < 16
            && letters.IndexOfAnyExcept(NameBytes) < 0 && letters.IndexOfAnyInRange((byte)'0', (byte)'9') < 0 && Readability.IsWords(letters);
    }

    /// <summary><c>^4.0.9</c>, <c>1.3.6.1.4</c>, <c>jjwt-api:0.11.2</c>.</summary>
    public static bool Version(ReadOnlySpan<byte> value)
    {
        var colon = value.LastIndexOf((byte)':');
        var number = (colon > 0 ? value[(colon + 1)..] : value).TrimStart("^~<>=v "u8);
        return number.Contains((byte)'.') && number.IndexOfAnyExcept(Numbers) < 0 && char.IsAsciiDigit((char)number[0]);
    }

    public static bool RegularExpression(ReadOnlySpan<byte> value) =>
        value.IndexOf("[a-z"u8) >= 0 || value.IndexOf("[A-Z"u8) >= 0 || value.IndexOf("[0-9"u8) >= 0 || value.IndexOf("(?"u8) >= 0 || value.IndexOf("[^"u8) >= 0
        || value.IndexOf(@"\\w"u8) >= 0 || value.IndexOf(@"\\d"u8) >= 0 || value.IndexOf(@"\\S"u8) >= 0 || value.IndexOf(".*"u8) >= 0 || value.IndexOf(".+"u8) >= 0
        || value.IndexOf(@"\."u8) >= 0;

    /// <summary><c>$2y$10$…</c>, <c>$argon2id$…</c>, <c>sha1$salt$…</c>: what is stored so that the password need not be.</summary>
    public static bool Hash(ReadOnlySpan<byte> value)
    {
        if (value.Length < 20) return false;
        if (value[0] == '$') return value[1..8].Contains((byte)'$') || value.StartsWith("$argon2"u8) || value.StartsWith("$pbkdf2"u8);
        return (value.StartsWith("sha"u8) || value.StartsWith("pbkdf2"u8) || value.StartsWith("bcrypt"u8) || value.StartsWith("md5"u8)) && value[..16].Contains((byte)'$')
            || value[0] == '{' && value[1..10].Contains((byte)'}') && char.IsAsciiLetterUpper((char)value[1]);
    }

    public static bool Encrypted(ReadOnlySpan<byte> value) => value[0] is (byte)'e' or (byte)'E' or (byte)'{' or (byte)'v' or (byte)'$' && SaysEncrypted(value);

    private static bool SaysEncrypted(ReadOnlySpan<byte> value) =>
        value.StartsWith("encrypted"u8) || value.StartsWith("ENC("u8) || value.StartsWith("ENC["u8) || value.StartsWith("{cipher}"u8) || value.StartsWith("vault:"u8)
        || value.StartsWith("$ANSIBLE_VAULT"u8);

    /// <summary><c>required|string|min:6</c>: words between bars, where digits stand only behind a colon or a comma.</summary>
    public static bool Rules(ReadOnlySpan<byte> value)
    {
        if (!value.Contains((byte)'|')) return false;
        for (var i = 0; i < value.Length; i++)
        {
            var b = value[i];
            if (char.IsAsciiDigit((char)b))
            {
                if (i == 0 || !char.IsAsciiDigit((char)value[i - 1]) && value[i - 1] is not ((byte)':' or (byte)',')) return false;
            }
            else if (!char.IsAsciiLetter((char)b) && b is not ((byte)'|' or (byte)':' or (byte)',' or (byte)'_' or (byte)'.')) return false;
        }
        return true;
    }

    /// <summary><c>".$x."</c>, <c>' + x + '</c>, <c>req.body.password||</c>, <c>crypto.hash(…</c>.</summary>
    public static bool Code(ReadOnlySpan<byte> value)
    {
        if (value[0] is (byte)'.' or (byte)',' or (byte)')' or (byte)']' or (byte)'}' or (byte)';' || value[^1] is (byte)'(' or (byte)'[' or (byte)'{') return true;
        if (value.StartsWith("--"u8) || value.StartsWith("\"."u8) || value.StartsWith("'."u8) || value.EndsWith("||"u8) || value.EndsWith("&&"u8)) return true;
        if (value.IndexOf(@"\u000"u8) >= 0 || value.IndexOf(@"\u001"u8) >= 0 || value.IndexOf(@"\u201"u8) >= 0) return true;
        var call = value.IndexOf((byte)'(');
        return call > 0 && Expression(value[..call]);
    }

    /// <summary><c>keyId=1A2B</c>: a name, one sign of equality, something. Base64 ends with the sign.</summary>
    public static bool Assignment(ReadOnlySpan<byte> value)
    {
        var equal = value.IndexOf((byte)'=');
        if (equal < 3 || equal + 2 >= value.Length || value[equal + 1] == '=') return false;
        var name = value[..equal];
        return name.IndexOfAnyExcept(Dotted) < 0 && name.IndexOfAnyInRange((byte)'0', (byte)'9') < 0 && Readability.IsWords(name);
    }

    private static readonly ulong[] KeyPlaces = PlacesOf("qwertyuiop asdfghjkl zxcvbnm 1234567890 qwertzuiop azerty");

    /// <summary>For each byte its places in rows of keys.</summary>
    private static ulong[] PlacesOf(string rows)
    {
        var places = new ulong[256];
        for (var i = 0; i < rows.Length; i++)
        {
            places[rows[i]] |= 1UL << i;
            places[char.ToUpperInvariant(rows[i])] |= places[rows[i]];
        }
        return places;
    }

    /// <summary><c>abcd</c>, <c>asdf</c>, <c>zxcvbnm</c>: neighbours in the alphabet or in a row of the keyboard, and nothing else.</summary>
    public static bool IsRun(ReadOnlySpan<byte> value)
    {
        var (row, alphabet) = (KeyPlaces[value[0]], true);
        for (var i = 1; i < value.Length; i++)
        {
            row = row << 1 & KeyPlaces[value[i]];
            alphabet &= Math.Abs(value[i] - value[i - 1]) == 1;
            if (row == 0 && !alphabet) return false;
        }
        return true;
    }

    /// <summary>Length of the longest stretch that lies in a row of keys, of the first 32 bytes.</summary>
    public static int KeyboardRun(ReadOnlySpan<byte> value)
    {
        Span<ulong> ends = stackalloc ulong[32];
        var n = Math.Min(value.Length, ends.Length);
        var any = 0UL;
        for (var i = 0; i < n; i++) any |= ends[i] = KeyPlaces[value[i]];
        var longest = 0;
        // Each round leaves the places where a stretch that is longer by one can end.
        for (; any != 0; longest++)
        {
            any = 0;
            for (var i = n - 1; i > longest; i--) any |= ends[i] = ends[i - 1] << 1 & KeyPlaces[value[i]];
        }
        return longest;
    }
}
