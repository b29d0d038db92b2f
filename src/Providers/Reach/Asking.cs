using System.Text.Json;
using Stanch.Providers.Checks;
using Stanch.Providers.Network;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Reach;

/// <summary>Asks the questions about one credential, in their order: a later one may use what an earlier answer gave.</summary>
/// <param name="known">What the check's answer gave, a token among it.</param>
internal sealed class Asking(Exchange exchange, RequestBuilder builder, Credential credential, ReachDeclaration reach, IReadOnlyDictionary<string, string> known)
{
    private const int MaxRows = 2000;
    // Hundreds of scopes are a fact, and what each of them means is looked up in it.
    private const int LongestFact = 16 * 1024;

    private readonly Dictionary<string, string> values = new(known, StringComparer.Ordinal);
    private readonly Dictionary<string, string> facts = new(StringComparer.Ordinal);

    /// <param name="checks">What the check's answer gave that may be shown.</param>
    public async Task<IReadOnlyList<AskedQuestion>> All(IEnumerable<KeptFact> checks, CancellationToken stop)
    {
        foreach (var fact in checks) facts[fact.Name] = Fit(known.GetValueOrDefault(fact.Name)) ?? fact.Value;
        List<AskedQuestion> all = [];
        foreach (var ask in reach.Asks)
        {
            var asked = await One(ask, stop);
            foreach (var fact in asked.Facts) values[fact.Name] = facts[fact.Name] = fact.Value;
            var (sentences, told) = Sentences.Of(ask, asked, facts);
            all.Add(asked with { Sentences = sentences, Told = told });
        }
        return all;
    }

    private string? Value(string name) => credential.Value(name) ?? values.GetValueOrDefault(name);

    private async Task<AskedQuestion> One(AskDeclaration ask, CancellationToken stop)
    {
        var asked = new AskedQuestion(ask.May, $"{ask.Request.Method} {ask.Request.Address}", ReachAnswer.NotAsked, Doubt.NeedsParts, "");
        var missing = builder.Missing(Page.First.Of(ask.Request), n => n == "page" ? "" : Value(n));
        if (missing.Count > 0) return asked with { Detail = $"it takes {string.Join(", ", missing)}, which nothing gave" };
        if (stop.IsCancellationRequested) return asked with { Doubt = Doubt.Interrupted, Detail = "stopped before it was asked" };
        try
        {
            return await Read(ask, asked, stop);
        }
        catch (UnfitValueException e)
        {
            return asked with { Doubt = Doubt.NotCheckable, Detail = e.Message };
        }
        catch (ForeignHostException e)
        {
            return asked with { Doubt = Doubt.HostNotAllowed, Detail = e.Message };
        }
    }

    private async Task<AskedQuestion> Read(AskDeclaration ask, AskedQuestion asked, CancellationToken stop)
    {
        var rows = new List<Row>();
        var page = Page.First;
        Answer? first = null;
        var complete = false;
        for (var n = 0; n < ask.Pages; n++)
        {
            Uri? at = null;
            var reply = await exchange.Send(credential.Detector.Provider, () => Request(ask, page, out at), a => AskReading.Of(ask, a).Answer != ReachAnswer.Unknown, again: true, stop);
            var reading = reply.Answer is { } a ? AskReading.Of(ask, a) : new AskReading(ReachAnswer.Unknown, reply.Doubt, reply.Detail);
            if (reply.Answer is not { } answer || reading.Answer != ReachAnswer.Allowed)
            {
                // What earlier pages held was read all the same.
                if (first is not null) break;
                return asked with { Answer = reading.Answer, Doubt = reading.Doubt, Detail = reading.Text, Seen = reply.Answer?.Seen(""), Error = Error(reply.Answer) };
            }
            first ??= answer;
            asked = asked with { Answer = ReachAnswer.Allowed, Doubt = Doubt.None, Detail = reading.Text, Seen = answer.Seen("") };
            if (ask.List is not { } list) break;
            rows.AddRange(Rows.Of(list, answer)!.Take(MaxRows - rows.Count));
            var next = Page.After(ask, answer, at!);
            if (next is null) complete = rows.Count < MaxRows && answer.Status != 206 && (list.Most == 0 || rows.Count < list.Most);
            if (next is null or { IsElsewhere: true } || next == page) break;
            page = next;
        }
        return asked with { Facts = Kept(ask.Request.Keep, first!), List = ask.List is { } read ? Listed(read, rows, first!, complete) : null };
    }

    private OutgoingRequest Request(AskDeclaration ask, Page page, out Uri at)
    {
        var request = builder.Build(page.Of(ask.Request), n => n == "page" ? page.Mark ?? "" : Value(n));
        if (page.Address is { } address) request.Address = address;
        at = request.Address;
        return request;
    }

    private List<KeptFact> Kept(IEnumerable<KeyValuePair<string, string>> keep, Answer answer)
    {
        List<KeptFact> kept = [];
        foreach (var (name, from) in keep)
            if (Fit(Facts.Read(answer, from)) is { } value) kept.Add(new KeptFact(name, value));
        return kept;
    }

    /// <summary>As it may be shown: neither the secret nor a token that was made with it.</summary>
    private string? Fit(string? value) => Facts.Fit(value, credential, LongestFact) is { } fit && !known.Any(k => k.Key.Contains("token", StringComparison.Ordinal) && fit.Contains(k.Value, StringComparison.Ordinal)) ? fit : null;

    private ReachList Listed(ListDeclaration list, List<Row> rows, Answer first, bool complete)
    {
        IReadOnlyList<IReadOnlyList<KeptFact>> kept = [.. rows.Select(r => list.Keep.Select(k => (k.Key, Value: Fit(r.Text(k.Key, k.Value)))).Where(k => k.Value is not null).Select(k => new KeptFact(k.Key, k.Value!)).ToList())];
        var total = list.Total.Length > 0 && first.Tree is { } tree && Pointer.Find(tree, list.Total) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var n) && n >= rows.Count ? n : (int?)null;
        return new ReachList(total ?? rows.Count, complete || total is not null, [.. list.Counts.Select(c => KeyValuePair.Create(c.Key, rows.Count(r => r.Has(c.Value))))], kept, [.. kept.Select(r => Sentences.Row(list.Each, r))]);
    }

    private List<KeptFact> Error(Answer? answer) => answer?.Tree is null ? []
        : [.. Kept(reach.Errors, answer).Where(f => f.Name is not ("docs" or "log") || (Uri.TryCreate(f.Value, UriKind.Absolute, out var link) && link.Scheme == "https" && link.UserInfo.Length == 0))];
}
