using System.Globalization;

namespace Stanch.Hooks;

/// <summary>What a hook does when it could not do its work: the user's choice, in git's own settings. They never come with a repository that is cloned.</summary>
public sealed record HookPolicy
{
    public const string FailureSetting = "stanch.hookFailure", UnfinishedSetting = "stanch.unfinished", BudgetSetting = "stanch.budget";

    public static TimeSpan DefaultBudget { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Let the commit or push through although the hook could not run: a bad configuration, something unreadable, a crash.</summary>
    public bool AllowFailure { get; init; }
    /// <summary>Let a push through of which the time allowed only a part to be scanned, and nothing was found in that.</summary>
    public bool AllowUnfinished { get; init; }
    /// <summary>For a server's hook, from start to end.</summary>
    public TimeSpan Budget { get; init; } = DefaultBudget;
    /// <summary>Settings that make no sense; the strict default holds in place of each.</summary>
    public IReadOnlyList<string> Mistakes { get; init; } = [];

    public static HookPolicy Read(GitSettings settings)
    {
        var mistakes = new List<string>();
        return new HookPolicy
        {
            AllowFailure = Choice(FailureSetting, "block"), AllowUnfinished = Choice(UnfinishedSetting, "refuse"),
            Budget = settings.Value(BudgetSetting) is { } text ? Seconds(text) : DefaultBudget, Mistakes = mistakes,
        };

        bool Choice(string name, string strict)
        {
            var value = settings.Value(name);
            if (value is not (null or "allow") && value != strict) mistakes.Add($"git config {name}: '{strict}' or 'allow'");
            return value == "allow";
        }

        TimeSpan Seconds(string text)
        {
            if (TryParseBudget(text, out var budget)) return budget;
            mistakes.Add($"git config {BudgetSetting}: seconds, from 0.05 to 3600");
            return DefaultBudget;
        }
    }

    public static bool TryParseBudget(string text, out TimeSpan budget)
    {
        var parsed = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0.05 and <= 3600;
        budget = parsed ? TimeSpan.FromSeconds(seconds) : default;
        return parsed;
    }
}
