using System.Text;
using Stanch.Detection;
using Stanch.Scanning.Ignoring;

namespace Stanch.Scanning.Content;

/// <summary>The <c>stanch:ignore</c> marks of a blob. Nearly no blob has one, so that is asked of all of it first.</summary>
internal readonly ref struct Marks
{
    private readonly ReadOnlySpan<byte> content;
    private readonly ContentForm form;

    public Marks(ReadOnlySpan<byte> content, ContentForm form)
    {
        this.content = content;
        this.form = form;
        Any = form != ContentForm.Text || content.IndexOf("stanch:ignore"u8) >= 0;
    }

    /// <summary>Whether there may be one.</summary>
    public bool Any { get; }

    /// <summary>The mark that stands beside a secret, or null.</summary>
    public InlineMark? Beside(ByteRange secret)
    {
        if (!Any) return null;
        if (form == ContentForm.Text) return InlineMark.Find(content, secret.Start, secret.End);
        var from = Math.Max(0, secret.Start - 2 * InlineMark.Reach);
        var before = Encoding.UTF8.GetBytes(LineSnippet.Decode(content[from..secret.Start], form));
        var inside = Encoding.UTF8.GetBytes(LineSnippet.Decode(content[secret.Start..secret.End], form));
        var after = Encoding.UTF8.GetBytes(LineSnippet.Decode(content[secret.End..Math.Min(content.Length, secret.End + 2 * InlineMark.Reach)], form));
        return InlineMark.Find([.. before, .. inside, .. after], before.Length, before.Length + inside.Length);
    }
}
