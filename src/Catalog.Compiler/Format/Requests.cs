using System.Text.RegularExpressions;
using Stanch.Catalog.Compiler.Yaml;

namespace Stanch.Catalog.Compiler.Format;

/// <summary>Checks requests against what they may use: the hosts of the provider, and names that are bound when the request runs.</summary>
internal sealed partial class Requests(IReadOnlyList<string> hosts, Complaints complaints)
{
    /// <summary>A request, a list of them, or steps for a person. Each one may use what the ones before it kept.</summary>
    /// <param name="bound">Grows by what the requests keep.</param>
    public void Check(Node? node, ISet<string> bound)
    {
        switch (node)
        {
            case ListNode list:
                foreach (var item in list.Items) Check(item, bound);
                break;
            case MapNode request:
                foreach (var name in request.Texts("given")) bound.Add(name.Value);
                CheckOne(request, bound);
                foreach (var (name, _) in request.Map("keep")?.Entries ?? []) bound.Add(name.Value);
                break;
        }
    }

    private void CheckOne(MapNode request, ISet<string> bound)
    {
        if (request.Text("send") is { } send) CheckHost(send);
        var templates = new[] { request.Text("send"), request.Text("login"), request.Text("auth"), request.Text("body") }
            .Concat((request.Map("headers")?.Entries ?? []).Select(h => h.Value as TextNode));
        foreach (var template in templates.OfType<TextNode>())
        {
            foreach (var name in Name().Matches(template.Value).Select(m => m.Groups[1].Value).Where(n => !bound.Contains(n) && !OfTheRequest(n, template.Value)).Distinct())
                complaints.Add(template.At, Codes.Unbound, $"nothing binds '{{{name}}}'; bound are {string.Join(", ", bound.Order(StringComparer.Ordinal))} (braces of the text's own take blanks: '{{ {name} }}')");
        }
    }

    private void CheckHost(TextNode send)
    {
        var start = send.Value.IndexOf("://", StringComparison.Ordinal);
        if (start < 0) return;
        var host = send.Value[(start + 3)..].Split('/', '?', '#')[0];
        if (host.Contains('@'))
        {
            complaints.Add(send.At, Codes.ForeignHost, $"'{host}': credentials don't stand in the address; write 'auth'");
            return;
        }
        if (!Allowed(host.Split(':')[0]))
            complaints.Add(send.At, Codes.ForeignHost, $"the host '{host}' is not in 'hosts': {(hosts.Count == 0 ? "there are none" : string.Join(", ", hosts))}");
    }

    /// <summary>
    /// <c>api.zoom.us</c> allows itself; <c>*.okta.com</c> whatever ends in <c>.okta.com</c>. An address with a placeholder in its host,
    /// <c>{tenant}.okta.com</c>, needs the domain behind it: <c>okta.com</c> or <c>*.okta.com</c>. What ends in a placeholder,
    /// <c>{domain}</c>, can be judged only when the request runs, against the same list; <c>{domain}</c> in the list itself lets it be any host.
    /// </summary>
    private bool Allowed(string host)
    {
        if (hosts.Contains(host)) return true;
        var close = host.LastIndexOf('}');
        var known = close < 0 ? host : host[(close + 1)..];
        if (known.Length == 0) return hosts.Count > 0;
        if (close >= 0 && known.StartsWith('.') && hosts.Contains(known[1..])) return true;
        return hosts.Any(h => h.StartsWith("*.", StringComparison.Ordinal) && known.EndsWith(h[1..], StringComparison.Ordinal));
    }

    /// <summary>What every request has; and what a signature over the request's own pieces may name besides.</summary>
    private static bool OfTheRequest(string name, string template) =>
        name is "time" or "time-ms" or "nonce" || (name is "method" or "path" or "query" or "body" && template.StartsWith("hmac-", StringComparison.Ordinal));

    /// <summary>A name in braces is a placeholder, with a question mark one that may be bound to nothing; other braces are the text's own.</summary>
    [GeneratedRegex("\\{([a-z][a-z0-9_-]*)\\??\\}", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
