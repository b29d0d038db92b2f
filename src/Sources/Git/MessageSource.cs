namespace Stanch.Sources.Git;

/// <summary>The message of a commit that is about to be made: no object yet.</summary>
public sealed record NewMessageProvenance : Provenance
{
    public override string Describe() => "<commit message>";
}

/// <summary>
/// The file in which git keeps the message while its hooks look at it. What git cuts off is left out: all below the scissors, where a verbose commit
/// shows the change itself, with what it takes away.
/// </summary>
public sealed class MessageSource(Stream message) : ISource
{
    private const int Longest = 64 << 20;

    public string Target => "-";

    public void Read(Func<IBlobSink> open, Coverage coverage, int workers, int context, CancellationToken stop)
    {
        using var content = new MemoryStream();
        try
        {
            message.CopyTo(content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            coverage.Skip(SkipReason.Unreadable, new NewMessageProvenance().Describe(), e.Message);
            return;
        }
        if (content.Length > Longest)
        {
            coverage.Skip(SkipReason.TooLarge, new NewMessageProvenance().Describe());
            return;
        }
        var kept = Kept(content.ToArray());
        if (kept.IsEmpty) return;
        open().Accept(new Piece { Provenance = new NewMessageProvenance(), Content = kept, OwnEnd = kept.Length });
        coverage.AddCommit(kept.Length);
    }

    private static ReadOnlySpan<byte> Kept(ReadOnlySpan<byte> text)
    {
        // Before it stands the sign of a comment, which may be another one than #.
        var scissors = text.IndexOf(" ------------------------ >8 ------------------------\n"u8);
        return scissors < 0 ? text : text[..(text[..scissors].LastIndexOf((byte)'\n') + 1)];
    }
}
