using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Stanch.Providers.Logins;

/// <summary>Host keys in the form of OpenSSH's <c>known_hosts</c>: names, patterns and hashed names, no certificates.</summary>
internal sealed class KnownHosts(string text)
{
    /// <summary>Whether the key is this host's, and was not revoked.</summary>
    public bool Knows(string host, int port, byte[] key)
    {
        var name = port == 22 ? host.ToLowerInvariant() : $"[{host.ToLowerInvariant()}]:{port}";
        var shown = Convert.ToBase64String(key);
        var known = false;
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0][0] == '#') continue;
            var marked = words[0][0] == '@';
            if (marked) words = words[1..];
            if (words.Length < 3 || words[2] != shown) continue;
            // A revoked key is nobody's, whatever host the line names; a mark of another kind is for certificates.
            if (marked && line.TrimStart().StartsWith("@revoked", StringComparison.Ordinal)) return false;
            known |= !marked && Names(words[0], name);
        }
        return known;
    }

    private static bool Names(string list, string name)
    {
        if (list.StartsWith("|1|", StringComparison.Ordinal)) return Hashed(list[3..], name);
        var named = false;
        foreach (var pattern in list.Split(','))
        {
            if (pattern.StartsWith('!') && Matches(pattern[1..], name)) return false;
            named |= !pattern.StartsWith('!') && Matches(pattern, name);
        }
        return named;
    }

    private static bool Matches(string pattern, string name) =>
        Regex.IsMatch(name, $"\\A{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}\\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static bool Hashed(string saltAndHash, string name)
    {
        try
        {
            return saltAndHash.Split('|') is [var salt, var hash]
                && CryptographicOperations.HmacData(HashAlgorithmName.SHA1, Convert.FromBase64String(salt), Encoding.UTF8.GetBytes(name)).SequenceEqual(Convert.FromBase64String(hash));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
