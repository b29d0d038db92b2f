using System.Text;
using Stanch.Providers.Checks;

namespace Stanch.Providers.Logins;

/// <summary>SMTP submission: EHLO, encryption unless the server is on this machine, AUTH, QUIT.</summary>
internal sealed class SmtpLogin : ILogin
{
    private const int MostLines = 64;
    /// <summary>There the connection is encrypted before anything is said (RFC 8314).</summary>
    public const int EncryptedPort = 465;

    public int Port => 587;

    public async Task<LoginAnswer> Try(LoginLine line, LoginRequest request, CancellationToken stop)
    {
        if (line.NeedsEncryption && line.Whole) await line.Encrypt(stop);
        if (await Reply(line, stop) is not { Code: 220 }) return Unclear(line, "the server does not take mail now");
        var offers = await Ask(line, "EHLO stanch.invalid", stop);
        if (line.NeedsEncryption)
        {
            if ((await Ask(line, "STARTTLS", stop)).Code != 220) return Unclear(line, "the server offers no encryption, so nothing was sent");
            await line.Encrypt(stop);
            offers = await Ask(line, "EHLO stanch.invalid", stop);
        }
        if (await Authenticate(line, request, offers.Text, stop) is not { } answer) return Unclear(line, "the server offers no login by AUTH PLAIN or AUTH LOGIN");
        await line.Write("QUIT\r\n"u8.ToArray(), stop);
        return answer.Code switch
        {
            235 => new LoginAnswer(Meaning.Live, "live: the login was accepted (235)", line.Said),
            // A server's word for: no login of this kind is allowed here, whatever the password.
            535 when answer.Text.StartsWith("5.7.139", StringComparison.Ordinal) => Unclear(line, "the server allows this mailbox no login over SMTP (535 5.7.139)"),
            535 => new LoginAnswer(Meaning.Dead, "dead: the login was refused (535)", line.Said),
            421 or 454 => new LoginAnswer(Meaning.RateLimit, $"the server takes no logins now ({answer.Code})", line.Said),
            _ => Unclear(line, $"the server's answer to the login ({answer.Code}) says neither yes nor no"),
        };
    }

    /// <returns>Null: neither way is offered.</returns>
    private static async Task<(int Code, string Text)?> Authenticate(LoginLine line, LoginRequest request, string offers, CancellationToken stop)
    {
        var ways = offers.Split('\n').Where(l => l.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase)).SelectMany(l => l.Split(' ', '=')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (ways.Contains("PLAIN")) return await Ask(line, $"AUTH PLAIN {Base64($"\0{request.User}\0{request.Password}")}", stop);
        if (!ways.Contains("LOGIN")) return null;
        var answer = await Ask(line, "AUTH LOGIN", stop);
        if (answer.Code == 334) answer = await Ask(line, Base64(request.User), stop);
        return answer.Code == 334 ? await Ask(line, Base64(request.Password), stop) : answer;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static LoginAnswer Unclear(LoginLine line, string text) => new(Meaning.Unclear, text, line.Said);

    private static async Task<(int Code, string Text)> Ask(LoginLine line, string command, CancellationToken stop)
    {
        await line.Write(Encoding.ASCII.GetBytes(command + "\r\n"), stop);
        return await Reply(line, stop);
    }

    private static async Task<(int Code, string Text)> Reply(LoginLine line, CancellationToken stop)
    {
        var text = new StringBuilder();
        for (var i = 0; i < MostLines; i++)
        {
            var next = await line.ReadLine(stop);
            if (next.Length < 3 || !int.TryParse(next.AsSpan(0, 3), out var code)) break;
            text.Append(next.Length > 4 ? next[4..] : "").Append('\n');
            if (next.Length == 3 || next[3] == ' ') return (code, text.ToString());
        }
        throw new InvalidDataException("not SMTP");
    }
}
