using System.Globalization;

namespace Stanch.Scanning.Reports;

/// <summary>Numbers as people read them.</summary>
public static class Units
{
    public static string Count(long n) => n.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(long n, string one, string many) => $"{Count(n)} {(n == 1 ? one : many)}";

    public static string Count(long n, string noun) => Count(n, noun, noun + "s");

    /// <summary>Powers of 1000, three digits at most: <c>24.8 MB</c>.</summary>
    public static string Bytes(double n)
    {
        if (n < 1000) return Count((long)n, "byte");
        string[] units = ["kB", "MB", "GB", "TB", "PB", "EB"];
        var unit = -1;
        // 999.5, not 1000: what rounds to "1000 kB" is "1.0 MB".
        do { n /= 1000; unit++; } while (n >= 999.5 && unit < units.Length - 1);
        return n.ToString(n < 99.95 ? "0.0" : "0", CultureInfo.InvariantCulture) + " " + units[unit];
    }

    public static string Duration(TimeSpan time)
    {
        if (time.TotalSeconds < 0.9995) return string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");
        if (time.TotalSeconds < 59.95) return string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
        var s = (long)Math.Round(time.TotalSeconds);
        return s < 3600 ? $"{s / 60} min {s % 60} s" : $"{Count(s / 3600)} h {s % 3600 / 60} min";
    }

    public static string Percent(double share) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * 100):0} %");

    public static string Day(DateTimeOffset date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>RFC 3339 with the date's own offset.</summary>
    public static string Instant(DateTimeOffset date) => date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
