using Stanch.Detection;

namespace Stanch.Scanning.Content;

/// <summary>Says where in its blob a match stands.</summary>
internal static class Placing
{
    /// <param name="shown">What of the content a snippet may show.</param>
    /// <param name="cursor">Moves on to the match: matches come in rising order.</param>
    public static Place Of(ReadOnlySpan<byte> content, ContentForm form, Match match, ByteRange shown, ref LineCursor cursor, Redactions redactions, in Marks marks)
    {
        var at = match.At;
        var start = cursor.MoveTo(content, at.Start);
        var ahead = cursor;
        // A secret that takes its line break with it (a key in PEM) still ends on the line of its last character.
        var width = form == ContentForm.Text ? 1 : 2;
        var last = at.End - width;
        while (last > at.Start && IsBreak(content, last, form)) last -= width;
        var end = ahead.MoveTo(content, last + width);
        return new Place(start, end, LineSnippet.Of(content, form, at, shown, redactions), marks.Beside(at));
    }

    private static bool IsBreak(ReadOnlySpan<byte> content, int at, ContentForm form) => form switch
    {
        ContentForm.Utf16Le => content[at] is (byte)'\n' or (byte)'\r' && content[at + 1] == 0,
        ContentForm.Utf16Be => content[at] == 0 && content[at + 1] is (byte)'\n' or (byte)'\r',
        _ => content[at] is (byte)'\n' or (byte)'\r',
    };
}
