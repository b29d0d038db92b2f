using Stanch.Detection;

namespace Stanch.Scanning.Content;

/// <summary>Finds the <c>stanch:ignore</c> marks of a blob. Nearly no blob has one, so this is asked of the whole blob first.</summary>
internal readonly ref struct Marks
{
    /// <summary>A mark stands in a comment at the end of the line: further off on an endless line nobody would look for it.</summary>
    private const int Reach = 2048;
    private const string Mark = "stanch:ignore";

    private readonly ReadOnlySpan<byte> content;
    private readonly ContentForm form;
    private readonly bool any;

    public Marks(ReadOnlySpan<byte> content, ContentForm form)
    {
        this.content = content;
        this.form = form;
        any = form != ContentForm.Text || content.IndexOf("stanch:ignore"u8) >= 0;
    }

    public MarkedLines? Near(ByteRange secret)
    {
        if (!any) return null;
        var line = Snippet.LineWithin(content, form, secret, new ByteRange(Math.Max(0, secret.Start - Reach), Math.Min(content.Length, secret.End + Reach)));
        var text = Snippet.Decode(content[line.Start..line.End], form);
        var above = "";
        var width = form == ContentForm.Text ? 1 : 2;
        // A line that begins further off than the reach has no line above it worth looking at.
        if (line.Start >= width && (line.Start > secret.Start - Reach || line.Start == 0))
        {
            var end = new ByteRange(line.Start - width, line.Start - width);
            var range = Snippet.LineWithin(content, form, end, new ByteRange(Math.Max(0, end.Start - Reach), end.Start));
            above = Snippet.Decode(content[range.Start..range.End], form);
        }
        return text.Contains(Mark, StringComparison.Ordinal) || above.Contains(Mark, StringComparison.Ordinal) ? new MarkedLines(text.TrimEnd('\r'), above.TrimEnd('\r')) : null;
    }
}

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
        return new Place(start, end, Snippet.Of(content, form, at, shown, redactions), marks.Near(at));
    }

    private static bool IsBreak(ReadOnlySpan<byte> content, int at, ContentForm form) => form switch
    {
        ContentForm.Utf16Le => content[at] is (byte)'\n' or (byte)'\r' && content[at + 1] == 0,
        ContentForm.Utf16Be => content[at] == 0 && content[at + 1] is (byte)'\n' or (byte)'\r',
        _ => content[at] is (byte)'\n' or (byte)'\r',
    };
}
