using System.Text.Json;
using System.Text.RegularExpressions;
using Stanch.Providers.Checks;
using Stanch.Providers.Network;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Reach;

/// <summary>The way from one page of a list to the next.</summary>
/// <param name="Mark">What <c>{page}</c> is; null: the request has none.</param>
/// <param name="Address">The next request's own address; null: it is the first one's.</param>
internal sealed partial record Page(string? Mark, Uri? Address)
{
    public static readonly Page First = new(null, null);

    /// <summary>The request as it is declared for this page: the first one leaves the parameter out.</summary>
    public RequestDeclaration Of(RequestDeclaration request)
    {
        if (Mark is not null) return request;
        // Of a form; in JSON it is an empty text.
        if (!request.Body.StartsWith('{')) request = request with { Body = Parameter().Replace(request.Body, "") };
        if (!request.Address.Contains("{page}", StringComparison.Ordinal)) return request;
        var address = Parameter().Replace(request.Address, "");
        return request with { Address = address.Contains('?') || address.IndexOf('&') is not (>= 0 and var and) ? address : $"{address[..and]}?{address[(and + 1)..]}" };
    }

    /// <returns>Null: this was the last one.</returns>
    /// <param name="at">Where this page was asked for: the next one is asked for nowhere else.</param>
    public static Page? After(AskDeclaration ask, Answer answer, Uri at)
    {
        var next = ask.List!.Next;
        var text = next == "link" ? Link(answer.Header("Link")) : next.Length > 0 ? Facts.Read(answer, next) : null;
        if (text is not { Length: > 0 } or "false") return null;
        if (ask.Request.Address.Contains("{page}", StringComparison.Ordinal) || ask.Request.Body.Contains("{page}", StringComparison.Ordinal)) return new Page(text, null);
        return Uri.TryCreate(at, text, out var address) && address.GetLeftPart(UriPartial.Authority) == at.GetLeftPart(UriPartial.Authority) ? new Page(null, address) : new Page(null, null);
    }

    /// <summary>The next page is at another host.</summary>
    public bool IsElsewhere => Mark is null && Address is null;

    private static string? Link(string header)
    {
        foreach (Match link in LinkValue().Matches(header))
        {
            var about = link.Groups[2].Value.Replace("\"", "", StringComparison.Ordinal);
            // Some name a next page that they know to be empty.
            if (about.Contains("rel=next", StringComparison.OrdinalIgnoreCase) && !about.Contains("results=false", StringComparison.OrdinalIgnoreCase)) return link.Groups[1].Value;
        }
        return null;
    }

    [GeneratedRegex("[?&][^?&=]+=\\{page\\}", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    [GeneratedRegex("<([^>]*)>([^<]*)", RegexOptions.CultureInvariant)]
    private static partial Regex LinkValue();
}
