using System.Text;
using Stanch.Catalog;
using Stanch.Providers.Checks;
using Stanch.Providers.Signing;

namespace Stanch.Providers.Requests;

/// <summary>Fills a declared request with values.</summary>
internal sealed class RequestBuilder(Provider provider, Endpoint? endpoint, TimeProvider clock, Func<int, int> chance)
{
    /// <summary>Names without which it can't be sent.</summary>
    public IReadOnlyList<string> Missing(RequestDeclaration declaration, Func<string, string?> value)
    {
        var (host, rest) = Split(declaration.Address);
        IEnumerable<string> texts = [rest, declaration.Auth, declaration.Body, .. declaration.Headers.Select(h => h.Value)];
        if (endpoint is null) texts = texts.Prepend(host);
        return [.. texts.SelectMany(Template.Needed).Distinct().Where(n => value(n) is null && !RequestSigning.Binds(n))];
    }

    /// <summary>Throws <see cref="UnfitValueException"/>, or <see cref="ForeignHostException"/>.</summary>
    public OutgoingRequest Build(RequestDeclaration declaration, Func<string, string?> bound)
    {
        if (endpoint?.IsLogin == true) throw new UnfitValueException("it is checked by a request, so its endpoint is an address as in https://…");
        var signing = new RequestSigning(clock, chance);
        Func<string, string?> value = name => bound(name) ?? signing.Value(name);
        var (declared, rest) = Split(declaration.Address);
        var path = Template.Fill(rest, value, Template.ForAddress);
        var address = endpoint is null ? Address(declared, path, value) : endpoint.Address.GetLeftPart(UriPartial.Authority) + endpoint.Address.AbsolutePath.TrimEnd('/') + path;
        var request = new OutgoingRequest(declaration.Method, new Uri(address)) { Named = endpoint is not null };
        foreach (var (name, text) in declaration.Headers)
        {
            var filled = Template.ForHeader(Template.Fill(text, value, Template.ForHeader));
            if (name.Equals("content-type", StringComparison.OrdinalIgnoreCase)) request.ContentType = filled;
            else request.Add(name, filled);
        }
        if (declaration.Body.Length > 0) Fill(request, declaration.Body, value);
        signing.Sign(request, declaration.Auth, value);
        return request;
    }

    private string Address(string declared, string path, Func<string, string?> value)
    {
        var host = Template.Fill(declared, value, Template.ForHost);
        // The form's own text around a value could make it one that is none.
        Template.ForHost(host);
        if (!HostRules.Allows(provider.Hosts, declared, host.Split(':')[0])) throw new ForeignHostException();
        return $"https://{host}{path}";
    }

    /// <summary>The body's form decides how values stand in it: JSON, XML-free form fields, or as the declared type says.</summary>
    private static void Fill(OutgoingRequest request, string body, Func<string, string?> value)
    {
        var json = body.TrimStart() is ['{' or '[', ..];
        request.Body = Encoding.UTF8.GetBytes(Template.Fill(body, value, json ? Template.ForJson : Template.ForForm));
        if (request.ContentType.Length == 0) request.ContentType = json ? "application/json" : "application/x-www-form-urlencoded";
    }

    /// <returns>The host, and the path with the query.</returns>
    private static (string Host, string Path) Split(string address)
    {
        var start = address.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = address.IndexOfAny(['/', '?'], start);
        return end < 0 ? (address[start..], "/") : (address[start..end], address[end] == '?' ? "/" + address[end..] : address[end..]);
    }
}

/// <summary>A request would leave the hosts of its provider.</summary>
internal sealed class ForeignHostException() : Exception("the host is none that the provider file lists");
