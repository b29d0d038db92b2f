using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>A finding's line for people, taken apart at the redacted secret. When that doesn't stand in it, all is <see cref="Before"/>.</summary>
internal readonly record struct Snippet(string Before, string Secret, string After)
{
    public static Snippet Of(Finding finding)
    {
        var code = Printable.Code(finding.Snippet);
        var secret = Printable.Of(finding.Redacted);
        var at = code.IndexOf(secret, StringComparison.Ordinal);
        return at < 0 ? new(code, "", "") : new(code[..at], secret, code[(at + secret.Length)..]);
    }

    public string Whole => Before + Secret + After;

    /// <summary>Cut to a number of terminal columns, the secret kept in view.</summary>
    public Snippet Fit(int cells)
    {
        if (Cells.Of(Whole) <= cells) return this;
        if (Secret.Length == 0) return new(Cells.Head(Before, cells - 1) + "…", "", "");
        var room = Math.Max(8, cells - Cells.Of(Secret));
        // The name that the value is given to stands before it: two thirds of the room, or all that the rest leaves.
        var after = Math.Min(Cells.Of(After), Math.Max(room / 3, room - Cells.Of(Before)));
        var before = room - after;
        return new(
            Cells.Of(Before) <= before ? Before : "…" + Cells.Tail(Before, before - 1),
            Secret,
            Cells.Of(After) <= after ? After : Cells.Head(After, after - 1) + "…");
    }
}
