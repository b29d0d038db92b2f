using Stanch.Sources;

namespace Stanch.Archives.Formats.Mail;

/// <summary>Many messages in a file (mbox), each behind a line that begins with <c>From </c>. Read one after the other, so a mailbox may be of any size.</summary>
internal sealed class MailboxFormat : Format
{
    public override ReadOnlySpan<byte> FirstBytes => "F"u8;
    public override bool IsText => true;

    public override bool Fits(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("From "u8)) return false;
        var line = head.IndexOf((byte)'\n');
        if (line is < 0 or > 1000) return false;
        var next = head[(line + 1)..];
        var colon = next.IndexOfAny(" :\r\n"u8);
        return colon > 0 && next[colon] == ':' && head.IndexOf("Content-"u8) >= 0;
    }

    public override void Read(Stream container, Opened opened)
    {
        var message = new MemoryStream();
        var buffer = new byte[256 << 10];
        int start = 0, end = 0, number = 0;
        var (startsLine, tooLarge, over) = (true, false, false);
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n') + 1;
            if (length == 0 && !over && end - start < buffer.Length)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
                var n = container.Read(buffer, end, buffer.Length - end);
                end += n;
                over = n == 0;
                continue;
            }
            var one = buffer.AsSpan(start, length > 0 ? length : end - start);
            start += one.Length;
            if (one.IsEmpty || startsLine && one.StartsWith("From "u8))
            {
                if (number > 0) Hand(message, number, tooLarge, opened);
                if (one.IsEmpty) return;
                number++;
                opened.Budget.CheckTime();
                message.SetLength(0);
                tooLarge = false;
            }
            else if (message.Length + one.Length > Unpacking.LargestText) tooLarge = true;
            else message.Write(one);
            startsLine = one is [.., (byte)'\n'];
        }
    }

    private static void Hand(MemoryStream message, int number, bool tooLarge, Opened opened)
    {
        if (tooLarge) opened.Skip(SkipReason.TooLarge, $"message-{number}", "was scanned as text; what is encoded in it was not");
        else MimePart.Read(message.GetBuffer().AsSpan(0, (int)message.Length), $"message-{number}/", opened);
    }
}
