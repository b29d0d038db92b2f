using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stanch.Providers.Reach;
using Stanch.Providers.Requests;

namespace Stanch.Tests.Providers.Reach;

/// <summary>
/// A provider made from what a type declares. It knows the order in which it is asked: the check, its made-up value, and then question for question and page
/// for page; it complains of everything else.
/// </summary>
/// <param name="say">The answer to a question: the question, which page it is, and what a full answer would be.</param>
internal sealed partial class ReachDouble(ReachedType type, string address, Func<AskDeclaration, int, Said, Said?> say)
{
    private readonly List<string> complaints = [];
    private readonly Voice voice = Voice.Derived(type.Type.Check);
    private int checks, question, page;

    public IReadOnlyList<string> Complaints => complaints;
    public int Received { get; private set; }

    public Said Answer(Received request)
    {
        lock (complaints)
        {
            Received++;
            if (ExpectedRequest.IsUndo(type.Type, request)) return new Said(200, "{}");
            if (checks < (type.Borrows ? 3 : 2))
            {
                checks++;
                if (ExpectedRequest.Complaint(type.Type, request, type.Prefix) is { Length: > 0 } complaint) complaints.Add(complaint);
                return ExpectedRequest.IsReal(type.Type, request) ? Live() : voice.Wrong;
            }
            return Question(request);
        }
    }

    private Said Question(Received request)
    {
        // A list may end before its last page, and a question may be one that nothing was known for.
        while (question < type.Reach.Asks.Count && !Fits(type.Reach.Asks[question], request))
        {
            question++;
            page = 0;
        }
        if (question == type.Reach.Asks.Count)
        {
            complaints.Add($"{type.Id}: not asked for by the declaration, or in another order: {request.Method} {request.Target} {request.Text}");
            return new Said(500, "{}");
        }
        var ask = type.Reach.Asks[question];
        if (request.Method is not "GET" && !(request.Method == "POST" && ask.Request.Method == "POST")) complaints.Add($"{type.Id}: {request.Method} is no reading");
        page++;
        var said = say(ask, page, AskAnswer.Yes(ask, ask.List is { Next.Length: > 0 } ? Next(ask, request) : null, page))!;
        if (page < ask.Pages) return said;
        question++;
        page = 0;
        return said;
    }

    private string Next(AskDeclaration ask, Received request) => Holds(ask.Request, "{page}") ? $"page-{page + 1}"
        : $"{address}{Bare(request.Target)}{(Bare(request.Target).Contains('?') ? '&' : '?')}made-page={page + 1}";

    private bool Fits(AskDeclaration ask, Received request)
    {
        if (request.Method != ask.Request.Method || page >= ask.Pages) return false;
        var target = Bare(request.Target);
        if (page > 0 && !Holds(ask.Request, "{page}") && !request.Target.Contains($"made-page={page + 1}", StringComparison.Ordinal)) return false;
        if (page == 0 && request.Target.Contains("made-page=", StringComparison.Ordinal)) return false;
        var address = ask.Request.Address;
        var path = address[(address.IndexOf("://", StringComparison.Ordinal) + 3)..];
        path = path.IndexOfAny(['/', '?']) is >= 0 and var start ? path[start..] : "/";
        var body = ask.Request.Body;
        if (page == 0) path = PageParameter().Replace(path, "");
        if (page == 0 && !body.StartsWith('{')) body = PageParameter().Replace(body, "");
        if (!path.Contains('?') && path.Contains('&')) path = $"{path[..path.IndexOf('&')]}?{path[(path.IndexOf('&') + 1)..]}";
        var (verb, rest) = ask.Request.Auth.Split(' ', 2) is [var v, var r] ? (v, r) : (ask.Request.Auth, "");
        if (verb == "query") path += (path.Contains('?') ? "&" : "?") + rest;
        return Regex.IsMatch(target, $"\\A{Wild(type.Prefix + path)}\\z") && Regex.IsMatch(request.Text, $"\\A{Wild(body)}\\z")
            && (verb is not ("bearer" or "header") || Regex.IsMatch(request.Header(verb == "bearer" ? "Authorization" : rest[..rest.IndexOf(':')]), Wild(verb == "bearer" ? rest : rest[(rest.IndexOf(':') + 2)..])));
    }

    private static bool Holds(RequestDeclaration request, string text) => request.Address.Contains(text, StringComparison.Ordinal) || request.Body.Contains(text, StringComparison.Ordinal);

    private static string Bare(string target) => Regex.Replace(target, "[?&]made-page=\\d+", "");

    private static string Wild(string template) => Regex.Replace(Regex.Escape(Name().Replace(template, "\uE001")), "\uE001", ".*");

    /// <summary>What the check keeps is in its answer as well.</summary>
    private Said Live()
    {
        var headers = new Dictionary<string, string>(voice.Live.Headers, StringComparer.OrdinalIgnoreCase);
        var root = JsonNode.Parse(voice.Live.Body)!;
        AskAnswer.Keep(type.Type.Check.Request.Keep.Where(k => !type.Type.Check.Live.Has.Contains(k.Value)), root, headers, n => type.Reach.Asks.Select(a => AskAnswer.Value(a, n)).MaxBy(v => v.Length)!);
        return voice.Live with { Body = root.ToJsonString(), Headers = headers };
    }

    [GeneratedRegex("[?&][^?&=]+=\\{page\\}")]
    private static partial Regex PageParameter();

    [GeneratedRegex(@"\{([a-z][a-z0-9_-]*)\??\}")]
    private static partial Regex Name();
}
