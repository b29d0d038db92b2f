namespace Stanch.Detection;

/// <summary>How the bytes of a blob are to be read.</summary>
public enum ContentForm
{
    /// <summary>UTF-8, Latin-1 or anything else in which ASCII is ASCII.</summary>
    Text,
    Utf16Le,
    Utf16Be,
    /// <summary>Not text: holds a NUL byte among its first 8,000 and is not UTF-16 (git's own rule).</summary>
    Binary,
}

public static class ContentForms
{
    private const int Head = 8000;

    /// <param name="start">The beginning of a blob.</param>
    public static ContentForm Sniff(ReadOnlySpan<byte> start)
    {
        if (start.Length >= 2 && start.Length % 2 == 0 || start.Length > Head)
        {
            // FF FE 00 00 would be UTF-32, which nobody writes; its text is full of NULs and ends as binary below.
            if (start is [0xFF, 0xFE, ..] && !(start is [_, _, 0, 0, ..])) return ContentForm.Utf16Le;
            if (start is [0xFE, 0xFF, ..]) return ContentForm.Utf16Be;
        }
        var head = start[..Math.Min(start.Length, Head)];
        var nul = head.IndexOf((byte)0);
        if (nul < 0) return ContentForm.Text;

        // No byte-order mark: ASCII written as UTF-16 has a NUL in nearly every second byte, and only there.
        int even = 0, odd = 0;
        var pairs = head.Length / 2;
        for (var i = 0; i < pairs; i++)
        {
            if (head[2 * i] == 0) even++;
            if (head[2 * i + 1] == 0) odd++;
        }
        if (pairs >= 4 && odd * 10 >= pairs * 7 && even * 50 <= pairs) return ContentForm.Utf16Le;
        if (pairs >= 4 && even * 10 >= pairs * 7 && odd * 50 <= pairs) return ContentForm.Utf16Be;
        return ContentForm.Binary;
    }
}
