namespace Stanch.Providers.Checks;

/// <summary>Whether a credential works.</summary>
public enum Life
{
    /// <summary>Not known; <see cref="CheckVerdict.Doubt"/> says why.</summary>
    Unknown,
    /// <summary>The provider refused it, in the way in which it refuses.</summary>
    Dead,
    /// <summary>It works, and lacks the right that was asked for.</summary>
    Restricted,
    Live,
}

/// <summary>Why nothing is known.</summary>
public enum Doubt
{
    None,
    /// <summary>No answer came, or not a whole one.</summary>
    Network,
    Timeout,
    RateLimit,
    /// <summary>Something that is not the provider's interface answered: a firewall, a login page, a captive portal.</summary>
    Blocked,
    /// <summary>The answer is none that the provider file describes, or a made-up value got the same one.</summary>
    Ambiguous,
    NotCheckable,
    NeedsParts,
    Offline,
    HostNotAllowed,
    /// <summary>The check does more than read, and the user has not named that.</summary>
    NeedsConsent,
    /// <summary>The run's requests, or the refusals that an account can take, are used up.</summary>
    Budget,
    Interrupted,
}

/// <summary>What a check came to.</summary>
/// <param name="Detail">One sentence without the secret or anything of the answer's body.</param>
/// <param name="Evidence">Null: nothing was sent.</param>
public sealed record CheckVerdict(Life Life, Doubt Doubt, string Detail, Evidence? Evidence = null)
{
    /// <summary><c>live</c>, <c>dead</c>, <c>restricted</c>, <c>unknown</c>.</summary>
    public string Word => Life.ToString().ToLowerInvariant();

    /// <summary><c>rate-limit</c>; empty when the verdict is no doubt.</summary>
    public string Reason => ReasonOf(Doubt);

    /// <summary>The word for a doubt; empty for none.</summary>
    public static string ReasonOf(Doubt doubt) => doubt switch
    {
        Doubt.None => "",
        Doubt.RateLimit => "rate-limit",
        Doubt.NotCheckable => "not-checkable",
        Doubt.NeedsParts => "needs-parts",
        Doubt.HostNotAllowed => "host-not-allowed",
        Doubt.NeedsConsent => "needs-consent",
        var plain => plain.ToString().ToLowerInvariant(),
    };

    internal static CheckVerdict Unknown(Doubt doubt, string detail, Evidence? evidence = null) => new(Life.Unknown, doubt, detail, evidence);
}

/// <summary>One answer, as far as it is kept.</summary>
/// <param name="Status">0: of a login, which has none.</param>
/// <param name="Rule">Which rule of the provider file it matched, and by what; empty when by none.</param>
/// <param name="BodyDigest">SHA-256 of the body as it came, lower-case hex; of the first mebibyte when it was longer.</param>
public sealed record SeenAnswer(int Status, string Rule, string BodyDigest, long BodyLength, DateTimeOffset At);

/// <summary>What was kept of an answer for people: owner, account, scopes, expiry.</summary>
public sealed record KeptFact(string Name, string Value);

/// <summary>What a verdict rests on.</summary>
public sealed record Evidence
{
    /// <summary>As the provider file has it, nothing filled in: <c>GET https://api.github.com/user</c>.</summary>
    public required string Request { get; init; }
    public required string Host { get; init; }
    /// <summary>The address that was connected to; empty behind a proxy, which resolves names itself.</summary>
    public required string Address { get; init; }
    /// <summary>Null: none came.</summary>
    public SeenAnswer? Answer { get; init; }
    /// <summary>What a made-up value of the same shape got; null: none was sent, <see cref="ControlNote"/> says why.</summary>
    public SeenAnswer? Control { get; init; }
    public string ControlNote { get; init; } = "";
    public IReadOnlyList<KeptFact> Facts { get; init; } = [];
    /// <summary>What became of the token that the check made; empty when it made none.</summary>
    public string Minted { get; init; } = "";
}
