using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Stanch.Catalog;
using Stanch.Providers.Checks;
using Stanch.Providers.Network;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Logins;

/// <summary>One check by login: the value's, the made-up value's, and the same comparison as of requests.</summary>
internal sealed class LoginProbes(Exchange exchange, CheckPolicy policy)
{
    private readonly Controls controls = new();

    /// <summary>Names without which it can't be tried.</summary>
    public static IReadOnlyList<string> Missing(LoginDeclaration login, Endpoint? endpoint, Func<string, string?> value) =>
        [.. (endpoint is null ? login.Words : login.Words.Skip(1)).SelectMany(Template.Needed).Distinct().Where(n => value(n) is null)];

    public async Task<CheckVerdict> Run(Credential credential, LoginDeclaration login, Provider provider, Endpoint? endpoint, CancellationToken stop)
    {
        // Several may be named; a key that the first one doesn't take may be another one's.
        List<CheckVerdict> all = [];
        foreach (var host in endpoint is null ? login.Words[0].Split(',') : login.Words.Take(1))
        {
            all.Add(await RunAt(credential, login with { Words = [host, .. login.Words.Skip(1)] }, provider, endpoint, stop));
            if (all[^1] is { Life: not Life.Unknown } or { Doubt: not Doubt.Ambiguous }) return all[^1];
        }
        return all.Count == 1 ? all[0] : all[^1] with { Detail = $"{all[^1].Detail} (the same at {string.Join(", ", all.SkipLast(1).Select(v => v.Evidence?.Host))})" };
    }

    private async Task<CheckVerdict> RunAt(Credential credential, LoginDeclaration login, Provider provider, Endpoint? endpoint, CancellationToken stop)
    {
        if (policy.Proxy is not null) return CheckVerdict.Unknown(Doubt.NotCheckable, "a login does not go through the proxy that you named");
        var protocol = LoginProtocols.Of(login.Protocol);
        if (Where(login, protocol, provider, endpoint, credential, out var doubt) is not { } at) return doubt!;
        var asked = Request(login, credential);
        if ((asked.User + (protocol.TakesLines ? "" : asked.Password)).AsSpan().ContainsAny('\0', '\r', '\n')) return CheckVerdict.Unknown(Doubt.NotCheckable, "a value can't stand in a login: it has a line break or a zero byte");
        var account = $"{at.Host}:{at.Port} {asked.User}";
        if (!exchange.Reserve(provider.Id, account)) return CheckVerdict.Unknown(Doubt.Budget, $"{policy.MaxRefusals} values were refused for this account already; more could lock it");

        var probe = await Try(login, protocol, provider, at, credential, stop);
        var evidence = new Evidence { Request = $"{login.Protocol} login as {login.Words[1]} at {login.Words[0]}", Host = at.Host, Address = exchange.AddressOf(at.Host), Answer = probe.Seen };
        if (probe.Reading is not { } reading) return CheckVerdict.Unknown(probe.Doubt, probe.Detail, evidence);
        if (reading.Meaning is Meaning.Live or Meaning.Restricted) exchange.Restore(provider.Id, account);
        if (reading.Meaning == Meaning.Dead) return new CheckVerdict(Life.Dead, Doubt.None, reading.Text, evidence with { ControlNote = "not sent: another refused login could lock the account" });
        if (reading.Meaning is not (Meaning.Live or Meaning.Restricted)) return CheckVerdict.Unknown(Comparison.DoubtOf(reading.Meaning), reading.Text, evidence);
        var control = await controls.Once(credential, async () =>
        {
            if (!exchange.Reserve(provider.Id, account)) return Probe.None(Doubt.Budget, "another refused login could lock the account");
            return await Try(login, protocol, provider, at, credential.With(protocol.MadeUp(credential.Secret) ?? ControlValue.Of(credential.Detector, credential.Secret, policy.Chance)), stop);
        });
        return Comparison.Of(reading, control, evidence);
    }

    /// <param name="Encrypted">From the first byte on, also where the server is on this machine.</param>
    private sealed record Target(string Host, int Port, bool Named, bool Encrypted);

    private static Target? Where(LoginDeclaration login, ILogin protocol, Provider provider, Endpoint? endpoint, Credential credential, out CheckVerdict? doubt)
    {
        doubt = null;
        if (endpoint is not null)
        {
            if (endpoint.IsLogin) return new Target(endpoint.Address.Host.Trim('[', ']'), endpoint.Address.Port > 0 ? endpoint.Address.Port : protocol.Port, Named: true, endpoint.IsEncrypted);
            doubt = CheckVerdict.Unknown(Doubt.NotCheckable, $"it is checked by a login: --endpoint {provider.Id}=tcp://…");
            return null;
        }
        try
        {
            // Of the servers of one set the first will do.
            var words = Template.Fill(login.Words[0], n => credential.Value(n)?.Split(',')[0], Template.ForHost).Split(':');
            if (HostRules.Allows(provider.Hosts, login.Words[0], words[0])) return new Target(words[0], words.Length > 1 ? int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture) : protocol.Port, Named: false, Encrypted: false);
        }
        catch (UnfitValueException)
        {
            // Said below: it is no host that may be asked.
        }
        doubt = CheckVerdict.Unknown(Doubt.HostNotAllowed, $"the host is none that the provider file lists; if it is yours, name it: --endpoint {provider.Id}=tcp://…");
        return null;
    }

    /// <summary>A server that the provider file lists by its file's keys, one that the user named by the user's own.</summary>
    private bool Trusted(LoginDeclaration login, Target at, byte[] key) => at.Named ? new KnownHosts(policy.KnownHosts).Knows(at.Host, at.Port, key)
        : login.HostKeys.Contains("SHA256:" + Convert.ToBase64String(SHA256.HashData(key)).TrimEnd('='));

    private static LoginRequest Request(LoginDeclaration login, Credential credential)
    {
        string Word(int i) => i < login.Words.Count ? Template.Fill(login.Words[i] == "\"\"" ? "" : login.Words[i], n => credential.Value(n) is { } v ? login.Escaped ? Uri.UnescapeDataString(v) : v : null, Template.AsItIs) : "";
        return new LoginRequest(Word(1), Word(2), Word(3), Word(4));
    }

    private async Task<Probe> Try(LoginDeclaration login, ILogin protocol, Provider provider, Target at, Credential credential, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(policy.Timeout, policy.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            return await exchange.Turn(provider.Id, at.Host, at.Named, async () =>
            {
                var (stream, local) = await exchange.Open(at.Host, at.Port, both.Token);
                using var line = new LoginLine(stream, at.Host, local && at.Named && !at.Encrypted, exchange.Trust, at.Encrypted || at.Port == SmtpLogin.EncryptedPort);
                var answer = await protocol.Try(line, Request(login, credential) with { Trusts = key => Trusted(login, at, key) }, both.Token);
                var matched = answer.Meaning is Meaning.Live or Meaning.Restricted or Meaning.Dead;
                return new Probe(new AnswerReading(answer.Meaning, answer.Text, matched),
                    new SeenAnswer(0, matched ? answer.Text : "", Convert.ToHexStringLower(SHA256.HashData(answer.Said)), answer.Said.Length, policy.Clock.GetUtcNow()), Doubt.None, "");
            }, both.Token);
        }
        catch (OperationCanceledException)
        {
            return stop.IsCancellationRequested ? Probe.None(Doubt.Interrupted, "stopped before an answer came") : Probe.None(Doubt.Timeout, $"no whole answer within {policy.Timeout.TotalSeconds:0.#} s");
        }
        catch (AuthenticationException)
        {
            return Probe.None(Doubt.Network, "no trusted TLS connection: the certificate is not valid for this host, or something stands between");
        }
        catch (InvalidDataException e)
        {
            return Probe.None(Doubt.Blocked, $"what answered is not the server that was expected: {e.Message}");
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return Probe.None(Doubt.Network, "no connection, or one that was cut off");
        }
    }
}
