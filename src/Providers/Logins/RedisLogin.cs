using System.Text;
using Stanch.Providers.Checks;

namespace Stanch.Providers.Logins;

/// <summary>Redis and what speaks its protocol: AUTH, QUIT.</summary>
internal sealed class RedisLogin : ILogin
{
    public int Port => 6379;

    public async Task<LoginAnswer> Try(LoginLine line, LoginRequest request, CancellationToken stop)
    {
        if (line.NeedsEncryption) await line.Encrypt(stop);
        string[] words = request.User.Length > 0 ? ["AUTH", request.User, request.Password] : ["AUTH", request.Password];
        await line.Write(Command(words), stop);
        var answer = await line.ReadLine(stop);
        if (answer is not ['+' or '-', ..]) throw new InvalidDataException("not the protocol of Redis");
        await line.Write(Command(["QUIT"]), stop);
        var (meaning, text) = answer switch
        {
            "+OK" => (Meaning.Live, "live: the login was accepted (OK)"),
            _ when answer.StartsWith("-WRONGPASS", StringComparison.Ordinal) || answer.Contains("invalid password", StringComparison.Ordinal) => (Meaning.Dead, "dead: the login was refused (WRONGPASS)"),
            _ when answer.Contains("without any password configured", StringComparison.Ordinal) || answer.Contains("no password is set", StringComparison.Ordinal) => (Meaning.Unclear, "the server asks for no password, so any would do"),
            _ => (Meaning.Unclear, "the server's answer to the login is none that is known"),
        };
        return new LoginAnswer(meaning, text, line.Said);
    }

    private static byte[] Command(string[] words) =>
        Encoding.UTF8.GetBytes($"*{words.Length}\r\n{string.Concat(words.Select(w => $"${Encoding.UTF8.GetByteCount(w)}\r\n{w}\r\n"))}");
}
