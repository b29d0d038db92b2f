using System.Text;

namespace Stanch.Catalog.Compiler.Patterns;

/// <summary>
/// Makes texts that a pattern is likely to match. It doesn't heed lookarounds, edges and atomic groups, so the pattern has the last word.
/// </summary>
internal static class Sampler
{
    private const int MaxSteps = 1 << 16;

    private static readonly ByteSet printable = ByteSet.Range(' ', '~');

    public static string Sample(Term term, Dice dice)
    {
        var text = new StringBuilder();
        var steps = 0;
        Add(term, dice, text, ref steps);
        return text.ToString();
    }

    private static void Add(Term term, Dice dice, StringBuilder text, ref int steps)
    {
        if (++steps > MaxSteps) return;
        switch (term)
        {
            case OneByte one:
                var members = one.Set.Members().ToArray();
                if (members.Length == 0) return;
                // Mostly what stands in real files: control characters seldom pass the pattern's own boundaries.
                if (dice.Below(32) != 0 && (one.Set & printable) is { Count: > 0 } usual) members = [.. usual.Members()];
                text.Append((char)members[dice.Below(members.Length)]);
                break;
            case Group group:
                Add(group.Inner, dice, text, ref steps);
                break;
            case Sequence sequence:
                foreach (var next in sequence.Terms) Add(next, dice, text, ref steps);
                break;
            case Alternatives alternatives:
                Add(alternatives.Terms[dice.Below(alternatives.Terms.Count)], dice, text, ref steps);
                break;
            case Repeat repeat:
                var spread = Math.Min((repeat.Most ?? int.MaxValue) - repeat.Least, 200);
                var count = repeat.Least + dice.Below(4) switch { 0 => 0, 1 => spread, 2 => Math.Min(spread, 1), _ => dice.Below(spread + 1) };
                for (var n = 0; n < count && steps < MaxSteps; n++) Add(repeat.Inner, dice, text, ref steps);
                break;
        }
    }
}
