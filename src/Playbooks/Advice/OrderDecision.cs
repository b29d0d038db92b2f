namespace Stanch.Playbooks.Advice;

/// <summary>Which comes first in this case, and why.</summary>
/// <param name="Why">One sentence or more.</param>
/// <param name="From">Who says why.</param>
internal sealed record OrderDecision(Order Order, string Why, Origin From)
{
    /// <summary>The order that fits when nothing is known about misuse differs from the one that fits now.</summary>
    public bool Turned { get; private init; }

    public static OrderDecision Of(Case facts)
    {
        var order = facts.Facts.Of("order");
        var usual = order.Said && order.Lines[0] == "continuity-first" ? Order.ContinuityFirst : Order.ContainFirst;
        var reason = facts.Facts.Of("order-why");
        // A reason belongs to an order: one that was given for another layer's order would contradict.
        var why = reason.Said && (reason.From >= order.From || !order.Said) ? string.Join(' ', reason.Lines) : usual == Order.ContainFirst
            ? "whoever holds it can use it now, and an outage costs less than a stranger with access"
            : "ending it first would stop your own services, and a stranger can do little with it alone";
        if (facts.Request.Misuse == Misuse.Suspected && !(facts.Detector?.Public ?? false))
        {
            return new OrderDecision(Order.ContainFirst,
                usual == Order.ContainFirst ? "Misuse is suspected, so every minute counts." : "Misuse is suspected, and that comes before continuity: accept that services stop.", Origin.Everywhere)
            {
                Turned = usual != Order.ContainFirst,
            };
        }
        return new OrderDecision(usual, Prose.Sentence(why), reason.Said ? reason.From : Origin.Everywhere);
    }
}
