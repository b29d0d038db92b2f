using System.Buffers;
using System.Text;

namespace Stanch.Detection.Judging;

/// <summary>Values that stand for a secret and are none: <c>your_api_key</c>, <c>xxxxxxxx</c>, <c>${TOKEN}</c>.</summary>
public static class Placeholder
{
    // Words that do not come up by chance in a random value: four letters of base 62 in forty characters do in 1 of 28,000.
    public static IReadOnlyList<string> Words { get; } =
    [
        "example", "your_", "your-", "yourkey", "yourtoken", "yoursecret", "yourpass", "placeholder", "changeme", "change_me", "change-me",
        "replaceme", "replace_", "replace-", "redacted", "insert_", "insert-", "inserthere", "dummy", "xxxx", "00000000", "11111111",
        "123456789", "abcdefgh", "abcd1234", "deadbeef", "foobar", "notreal", "not_real", "not-real", "fakekey", "fake_", "fake-", "fakesecret",
        "faketoken", "sample_", "sample-", "<your", "********", "........", "todo_", "my_secret", "my-secret", "mysecret", "my_token", "my-token",
        "my_api_key", "my-api-key", "myapikey", "some_secret", "some-secret", "some_token", "some-token", "some_key", "some-key", "secret_here", "key_here",
        "token_here", "here_", "-here", "_here", "removed", "sanitized", "masked", "obfuscated", "yourstrong", "encodedkey",
    ];

    private static readonly SearchValues<string> Held = SearchValues.Create([.. Words], StringComparison.OrdinalIgnoreCase);

    /// <returns>Why the value is a placeholder, or null.</returns>
    internal static string? Reason(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return "it is empty";
        if (Template(value)) return "it is a template or a variable reference";
        if (value.EndsWith("..."u8) || value.EndsWith("\u2026"u8)) return "it is cut short";
        if (Repeats(value)) return "it repeats itself";
        var text = value.Length <= 512 ? Encoding.Latin1.GetString(value) : Encoding.Latin1.GetString(value[..512]);
        var at = text.AsSpan().IndexOfAny(Held);
        if (at >= 0) return "it holds a placeholder word";
        return Sequence(value) ? "it is a sequence of neighbours" : null;
    }

    private static bool Template(ReadOnlySpan<byte> value) =>
        value.IndexOf("${"u8) >= 0 || value.IndexOf("{{"u8) >= 0 || value.IndexOf("$("u8) >= 0 || value.IndexOf("#{"u8) >= 0 || value.IndexOf("<%"u8) >= 0
        || value is [(byte)'<', .., (byte)'>'] or [(byte)'{', .., (byte)'}'] or [(byte)'%', .., (byte)'%'] or [(byte)'[', .., (byte)']'] || Variable(value)
        || value.StartsWith("###"u8) || value is [(byte)'@', (byte)'@', .., (byte)'@', (byte)'@'] || Named(value)
        || value.IndexOf("%s"u8) >= 0 && value.Length < 24;

    /// <summary><c>basic:$USER_PASS</c>: a capital name of at least five letters behind a dollar.</summary>
    private static bool Named(ReadOnlySpan<byte> value)
    {
        var dollar = value.IndexOf((byte)'$');
        if (dollar < 0 || dollar + 6 > value.Length) return false;
        return value.Slice(dollar + 1, 5).IndexOfAnyExcept(Capitals) < 0;
    }

    private static readonly SearchValues<byte> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_"u8);

    /// <summary><c>$NAME</c>, <c>$user:$password</c>; a password hash (<c>$6$…</c>) is none.</summary>
    private static bool Variable(ReadOnlySpan<byte> value) =>
        value is [(byte)'$', _, ..] && (value[1..].IndexOfAnyExcept(Identifier) < 0 || value.IndexOf(":$"u8) > 0 || Subscript(value[1..]));

    /// <summary><c>$config{'key'}</c>, <c>$pass\n</c>: a name, then an index or an escape.</summary>
    private static bool Subscript(ReadOnlySpan<byte> name)
    {
        var end = name.IndexOfAnyExcept(SmallLetters);
        return end >= 4 && name[end] is (byte)'{' or (byte)'[' or (byte)'\\';
    }

    private static readonly SearchValues<byte> SmallLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_"u8);

    private static readonly SearchValues<byte> Identifier = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789.:>-[]"u8);

    /// <summary>One to four characters over and over.</summary>
    private static bool Repeats(ReadOnlySpan<byte> value)
    {
        if (value.Length < 6) return false;
        for (var period = 1; period <= 4 && period * 3 <= value.Length; period++)
        {
            if (value[period..].SequenceEqual(value[..^period])) return true;
        }
        return false;
    }

    /// <summary>Most neighbours differ by one: <c>abcdefghij0123456789</c>.</summary>
    private static bool Sequence(ReadOnlySpan<byte> value)
    {
        if (value.Length < 5) return false;
        var steps = 0;
        for (var i = 1; i < value.Length; i++)
        {
            if (Math.Abs(value[i] - value[i - 1]) == 1) steps++;
        }
        return steps * 10 >= (value.Length - 1) * 8;
    }
}
