using System.Security.Cryptography;
using Stanch.Catalog;

namespace Stanch.Providers.Checks;

/// <summary>A made-up value of a secret's shape: what the provider says to it is what it says to a wrong one.</summary>
internal static class ControlValue
{
    public static string Of(Detector detector, string secret, Func<int, int> chance)
    {
        if (secret.Contains("-----BEGIN", StringComparison.Ordinal) && secret.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            // Signed requests need a key that works; its size does not matter to a refusal.
            using var key = RSA.Create(2048);
            return key.ExportPkcs8PrivateKeyPem();
        }
        var value = secret.ToCharArray();
        var hex = secret.All(c => !char.IsAsciiLetter(c) || char.IsAsciiHexDigit(c));
        var uuid = Guid.TryParseExact(secret, "D", out _);
        for (var i = Kept(detector, secret); i < value.Length; i++)
        {
            if (uuid && i is 14 or 19) continue;
            value[i] = Draw(value[i], hex, chance);
        }
        var drawn = new string(value);
        return drawn != secret ? drawn : secret + "0";
    }

    /// <summary>How much of the start stays: what every value of the type begins with, or all of a token but its signature.</summary>
    private static int Kept(Detector detector, string secret)
    {
        if (secret.StartsWith("ey", StringComparison.Ordinal) && secret.Split('.') is [_, _, { Length: > 8 } signature]) return secret.Length - signature.Length;
        return detector.Anchors.Where(a => secret.StartsWith(a, StringComparison.OrdinalIgnoreCase) && a.Length <= secret.Length / 2).Select(a => a.Length).DefaultIfEmpty(0).Max();
    }

    private static char Draw(char c, bool hex, Func<int, int> chance) => c switch
    {
        >= '0' and <= '9' => (char)('0' + chance(10)),
        >= 'a' and <= 'z' => (char)('a' + chance(hex ? 6 : 26)),
        >= 'A' and <= 'Z' => (char)('A' + chance(hex ? 6 : 26)),
        _ => c,
    };
}
