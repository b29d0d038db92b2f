namespace Stanch.Providers.Requests;

/// <summary>Where requests of a provider may go.</summary>
internal static class HostRules
{
    /// <summary>
    /// <c>api.zoom.us</c> in the provider file allows itself, <c>*.okta.com</c> what ends in <c>.okta.com</c>. <c>{host}</c> allows nothing here: a host
    /// that was read beside a secret may be anyone's, so the user has to name it as the endpoint.
    /// </summary>
    /// <param name="declared">The host in the provider file's address, with its placeholders: <c>{tenant}.okta.com</c> also goes by <c>okta.com</c>.</param>
    public static bool Allows(IReadOnlyList<string> hosts, string declared, string host)
    {
        var suffix = declared.Contains('{') ? declared[(declared.LastIndexOf('}') + 1)..] : "";
        foreach (var allowed in hosts)
        {
            if (allowed.Contains('{')) continue;
            if (allowed.StartsWith("*.", StringComparison.Ordinal) ? host.EndsWith(allowed[1..], StringComparison.Ordinal) : host == allowed) return true;
            if (suffix == "." + allowed && host.EndsWith(suffix, StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
