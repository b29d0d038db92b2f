using System.Buffers;
using Stanch.Archives.Streams;
using Stanch.Sources;

namespace Stanch.Archives.Formats.Mail;

/// <summary>One message in a file (.eml). Without a part that is encoded it is nothing but text.</summary>
internal sealed class MailFormat : Format
{
    private static readonly SearchValues<byte> noName = SearchValues.Create(" \t\r\n{}()="u8);
    private static readonly string[] first = ["Received", "Return-Path", "Delivered-To", "From", "To", "Cc", "Subject", "Date", "Message-ID", "MIME-Version", "Reply-To", "Sender", "DKIM-Signature", "Content-Type", "Content-Transfer-Encoding", "X-", "ARC-"];

    public override ReadOnlySpan<byte> FirstBytes => "RDFTCSMXArdftcsmxa"u8;
    public override bool IsText => true;

    public override bool Fits(ReadOnlySpan<byte> head)
    {
        var colon = head[..Math.Min(64, head.Length)].IndexOf((byte)':');
        if (colon <= 0 || head[..colon].IndexOfAny(noName) >= 0) return false;
        var name = System.Text.Encoding.ASCII.GetString(head[..colon]);
        return Array.Exists(first, f => f.EndsWith('-') ? name.StartsWith(f, StringComparison.OrdinalIgnoreCase) : name.Equals(f, StringComparison.OrdinalIgnoreCase))
            && (MimePart.Header(head, "MIME-Version").Length > 0 || MimePart.Header(head, "Content-Transfer-Encoding").Length > 0);
    }

    public override void Read(Stream container, Opened opened)
    {
        var (bytes, _) = PeekedStream.Peek(container, Unpacking.LargestText);
        if (bytes.Length == Unpacking.LargestText) throw new DamagedException("was scanned as text; what is encoded in it was not", SkipReason.TooLarge);
        MimePart.Read(bytes, "", opened);
    }
}
