using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Stanch.Images.Registry;

namespace Stanch.Cli.Commands;

/// <summary>A program that the user's own Docker configuration names to keep logins: <c>docker-credential-NAME get</c>.</summary>
internal static class LoginKeeper
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <returns>Null: it has none, or there is no such program.</returns>
    public static RegistryLogin? Ask(string name, string server)
    {
        // A name with a slash would be any program.
        if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))) return null;
        try
        {
            using var helper = Process.Start(new ProcessStartInfo($"docker-credential-{name}", ["get"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false });
            if (helper is null) return null;
            helper.ErrorDataReceived += (_, _) => { };
            helper.BeginErrorReadLine();
            helper.StandardInput.Write(server);
            helper.StandardInput.Close();
            var answer = helper.StandardOutput.ReadToEndAsync();
            if (!helper.WaitForExit(Longest) || !answer.Wait(Longest))
            {
                helper.Kill(entireProcessTree: true);
                return null;
            }
            return helper.ExitCode == 0 ? Read(answer.Result) : null;
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            return null;
        }
    }

    private static RegistryLogin? Read(string answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            var (user, secret) = (Text(json.RootElement, "Username"), Text(json.RootElement, "Secret"));
            if (secret.Length == 0) return null;
            return user == "<token>" ? new RegistryLogin("", "", secret) : user.Length > 0 ? new RegistryLogin(user, secret) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
