namespace Stanch.Providers.Requests;

/// <summary>A request with everything filled in: it holds the secret and is never shown.</summary>
internal sealed class OutgoingRequest(string method, Uri address)
{
    public string Method { get; } = method;
    public Uri Address { get; set; } = address;
    public List<KeyValuePair<string, string>> Headers { get; } = [];
    /// <summary>Null: none.</summary>
    public byte[]? Body { get; set; }
    public string ContentType { get; set; } = "";
    /// <summary>The login that a wrong secret would be counted against; empty: the secret names no account.</summary>
    public string Account { get; set; } = "";
    /// <summary>The user named this address: it may be private.</summary>
    public bool Named { get; init; }

    public string? Header(string name) => Headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).FirstOrDefault();

    public void Add(string name, string value)
    {
        Template.ForHeader(value);
        Headers.Add(new KeyValuePair<string, string>(name, value));
    }

    public override string ToString() => Method;
}
