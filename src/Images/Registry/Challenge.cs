namespace Stanch.Images.Registry;

/// <summary>What a registry asks for, in <c>WWW-Authenticate</c>: <c>Bearer realm="…",service="…",scope="…"</c>.</summary>
internal sealed record Challenge(string Scheme, string Realm, string Service)
{
    public bool IsBearer => Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase);
    public bool IsBasic => Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase);

    public static Challenge Parse(string header)
    {
        header = header.Trim();
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0) return new Challenge(header, "", "");
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var at = space + 1; at < header.Length;)
        {
            var equals = header.IndexOf('=', at);
            if (equals < 0) break;
            var name = header[at..equals].Trim(' ', ',');
            at = equals + 1;
            if (at < header.Length && header[at] == '"')
            {
                var end = header.IndexOf('"', at + 1);
                if (end < 0) break;
                values.TryAdd(name, header[(at + 1)..end]);
                at = end + 1;
            }
            else
            {
                var end = header.IndexOf(',', at);
                values.TryAdd(name, (end < 0 ? header[at..] : header[at..end]).Trim());
                at = end < 0 ? header.Length : end;
            }
            while (at < header.Length && header[at] is ',' or ' ') at++;
        }
        return new Challenge(header[..space], values.GetValueOrDefault("realm", ""), values.GetValueOrDefault("service", ""));
    }
}
