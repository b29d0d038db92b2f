using System.Text;
using System.Text.Json;

namespace Stanch.Images.Registry;

/// <summary>Who asks a registry. Never shown.</summary>
/// <param name="Refresh">A token that new ones are made with, in place of user and password; empty: none.</param>
public sealed record RegistryLogin(string User, string Password, string Refresh = "")
{
    public override string ToString() => "a login";
}

/// <summary>Logins as <c>docker login</c> keeps them: in files, or with a program that keeps secrets.</summary>
/// <param name="files">Contents of configurations, the one that counts first.</param>
/// <param name="ask">Asks a helper (its name without <c>docker-credential-</c>) for a server; null: it has none.</param>
public sealed class RegistryLogins(IReadOnlyList<byte[]> files, Func<string, string, RegistryLogin?> ask)
{
    public static RegistryLogins None { get; } = new([], (_, _) => null);

    /// <summary>Null: nobody logged in there, so it is asked without a name.</summary>
    public RegistryLogin? For(string host)
    {
        foreach (var file in files)
        {
            try
            {
                using var document = JsonDocument.Parse(file);
                if (document.RootElement.ValueKind == JsonValueKind.Object && Find(document.RootElement, host) is { } login) return login;
            }
            catch (JsonException)
            {
                // A file that Docker can't read either holds no login.
            }
        }
        return null;
    }

    private RegistryLogin? Find(JsonElement file, string host)
    {
        foreach (var key in Keys(host))
        {
            if (Member(file, "credHelpers", key) is { ValueKind: JsonValueKind.String } helper && ask(helper.GetString()!, key) is { } kept) return kept;
        }
        foreach (var key in Keys(host))
        {
            if (Member(file, "auths", key) is { ValueKind: JsonValueKind.Object } entry && Written(entry) is { } written) return written;
        }
        if (!file.TryGetProperty("credsStore", out var store) || store.ValueKind != JsonValueKind.String) return null;
        foreach (var key in Keys(host))
        {
            if (ask(store.GetString()!, key) is { } kept) return kept;
        }
        return null;
    }

    private static RegistryLogin? Written(JsonElement entry)
    {
        string Text(string name) => entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        var refresh = Text("identitytoken");
        if (refresh.Length > 0) return new RegistryLogin("", "", refresh);
        var (user, password) = (Text("username"), Text("password"));
        if (Text("auth") is { Length: > 0 } auth)
        {
            var bytes = new byte[auth.Length];
            if (!Convert.TryFromBase64String(auth, bytes, out var length)) return null;
            var pair = Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\0').Split(':', 2);
            if (pair.Length == 2) (user, password) = (pair[0], pair[1]);
        }
        return user.Length > 0 ? new RegistryLogin(user, password) : null;
    }

    private static JsonElement? Member(JsonElement file, string part, string key) =>
        file.TryGetProperty(part, out var map) && map.ValueKind == JsonValueKind.Object && map.TryGetProperty(key, out var value) ? value : null;

    /// <summary>Docker Hub is kept under the address of its first interface.</summary>
    private static string[] Keys(string host) => host == "docker.io"
        ? ["https://index.docker.io/v1/", "index.docker.io", "docker.io", "registry-1.docker.io"]
        : [host, $"https://{host}", $"https://{host}/", $"https://{host}/v1/", $"https://{host}/v2/", $"http://{host}"];
}
