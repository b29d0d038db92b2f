using System.Globalization;

namespace Stanch.Detection.Telling;

/// <summary>Numbers that stand for something: times, and ids packed into others.</summary>
internal static class Numbers
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string? Base36(string text)
    {
        if (text.Length is 0 or > 12) return null;
        var value = 0L;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c)) return null;
            value = value * 36 + (char.IsAsciiDigit(c) ? c - '0' : c - 'a' + 10);
        }
        return value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Seconds or milliseconds since 1970 as <c>2027-01-31</c>; fractions are let go.</summary>
    public static string? Date(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (!long.TryParse(point < 0 ? text : text[..point], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return null;
        // As seconds it would be beyond the year 5000.
        if (seconds >= 100_000_000_000) seconds /= 1000;
        return seconds is > 0 and < 100_000_000_000 ? Day(seconds / 86_400) : null;
    }

    /// <summary>Days since 1970-01-01 in the Gregorian calendar; the rooms below Scanning have no clock's types.</summary>
    private static string Day(long days)
    {
        // Years that begin in March, so that the leap day is their last.
        days += 719_468;
        var era = days / 146_097;
        var ofEra = days - era * 146_097;
        var yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        var ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var month = (5 * ofYear + 2) / 153;
        var day = ofYear - (153 * month + 2) / 5 + 1;
        month = month < 10 ? month + 3 : month - 9;
        return string.Create(CultureInfo.InvariantCulture, $"{yearOfEra + era * 400 + (month <= 2 ? 1 : 0):0000}-{month:00}-{day:00}");
    }

    /// <summary>Two letters, for the year after <paramref name="first"/> and for the month: <c>BC</c> of 2024 is 2025-03.</summary>
    public static string? LettersMonth(string text, int first) => text is [>= 'A' and <= 'Z', >= 'A' and <= 'L']
        ? string.Create(CultureInfo.InvariantCulture, $"{first + text[0] - 'A':0000}-{text[1] - 'A' + 1:00}") : null;

    /// <summary>An id whose bits from the 22nd on are milliseconds since <paramref name="epoch"/>, itself in seconds since 1970.</summary>
    public static string? SnowflakeDate(string text, string epoch) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var start) && id >> 22 > 0
            ? Date(((long)(id >> 22) / 1000 + start).ToString(CultureInfo.InvariantCulture)) : null;

    /// <summary>
    /// The account in a key id of four letters and sixteen characters of base 32: of their first six bytes the bits 2 to 41. The very first bit is set
    /// where the account is in it: older ids begin with letters before Q.
    /// </summary>
    public static string? KeyIdAccount(string text)
    {
        if (text.Length != 20 || Base32.IndexOf(text[4], StringComparison.Ordinal) < 16) return null;
        var bits = 0UL;
        foreach (var c in text.AsSpan(4, 10))
        {
            var digit = Base32.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0) return null;
            bits = bits << 5 | (uint)digit;
        }
        // Ten characters are fifty bits; the first six bytes are 48 of them.
        var account = (bits >> 2 & 0x7FFF_FFFF_FF80) >> 7;
        return account < 1_000_000_000_000 ? account.ToString("000000000000", CultureInfo.InvariantCulture) : null;
    }
}
