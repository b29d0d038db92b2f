using System.Text.Json;
using Stanch.Tests.Cli;
using Stanch.Tests.Providers;

namespace Stanch.Tests.Remediation;

/// <summary>A provider with one credential that it can revoke, as its documentation says; written apart from the provider file.</summary>
internal abstract class RevocableProvider(string type, string secret, params (string Name, string Value)[] parts)
{
    private int asked;

    public string Type { get; } = type;
    public string Provider => Type.Split('/')[0];
    public string Secret { get; } = secret;
    public IReadOnlyList<(string Name, string Value)> Parts { get; } = parts;
    /// <summary>What took effect, in order.</summary>
    public List<string> Effects { get; } = [];
    /// <summary>What was asked for although it was done.</summary>
    public List<string> Repeated { get; } = [];
    /// <summary>Every request is also shown here, with its number from 1, after it took effect and before it is answered.</summary>
    public Action<int> Before { get; set; } = _ => { };

    public IEnumerable<string> Everything => Parts.Select(p => p.Value).Append(Secret);

    public static IReadOnlyList<Func<RevocableProvider>> All { get; } = [() => new GitLab(), () => new GitHub(), () => new Slack(), () => new Vault(), () => new Cloudflare(), () => new Aws()];

    public Said Answer(Received request)
    {
        Said said;
        int number;
        lock (Effects)
        {
            number = ++asked;
            said = Say(request);
        }
        Before(number);
        return said;
    }

    public string[] Arguments(string address, string state) =>
        ["revoke", Type, "--yes-irreversible", "--state", state, "--format", "json", "--endpoint", $"{Provider}={address}", .. Parts.SelectMany(p => new[] { "--part", $"{p.Name}=" })];

    public string Input => string.Join('\n', Parts.Select(p => p.Value).Prepend(Secret));

    protected abstract Said Say(Received request);

    /// <summary>Something that can be done once.</summary>
    protected bool Once(string effect)
    {
        var fresh = !Effects.Contains(effect);
        (fresh ? Effects : Repeated).Add(effect);
        return fresh;
    }

    protected static string Made(int length, string alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    {
        var random = new Random(815);
        return string.Concat(Enumerable.Range(0, length).Select(_ => alphabet[random.Next(alphabet.Length)]));
    }

    private sealed class GitLab() : RevocableProvider("gitlab/access-token", Planted.Token(7))
    {
        protected override Said Say(Received request)
        {
            var works = request.Header("PRIVATE-TOKEN") == Secret && Effects.Count == 0;
            if (request.Method == "DELETE" && request.Header("PRIVATE-TOKEN") == Secret) return Once("revoked") ? new Said(204, "", "") : new Said(401, """{"error":"invalid_token","error_description":"Token was revoked. You have to re-authorize from the user."}""");
            return works ? new Said(200, """{"id":42,"name":"ci","revoked":false,"active":true,"scopes":["api"],"expires_at":"2027-01-31"}""") : new Said(401, """{"error":"invalid_token","error_description":"Token was revoked."}""");
        }
    }

    /// <summary>Takes a list from whoever brings no login, and ends them some time later.</summary>
    private sealed class GitHub() : RevocableProvider("github/personal-access-token", "gh" + "p_" + Made(36))
    {
        private int late = 2;

        protected override Said Say(Received request)
        {
            if (request.Target == "/credentials/revoke")
            {
                if (request.Header("Authorization").Length > 0) return new Said(403, """{"message":"This endpoint takes no authentication"}""");
                using var body = JsonDocument.Parse(request.Text);
                var listed = body.RootElement.GetProperty("credentials").EnumerateArray().Select(c => c.GetString()).ToList();
                if (listed.Count is 0 or > 1000) return new Said(422, """{"message":"Validation Failed"}""");
                if (listed.Contains(Secret)) Once("revoked");
                return new Said(202, "{}");
            }
            var works = request.Header("Authorization") == $"Bearer {Secret}" && (Effects.Count == 0 || late-- > 0);
            return works ? new Said(200, """{"login":"ann","id":1}""") { Headers = new Dictionary<string, string> { ["X-OAuth-Scopes"] = "repo" } } : new Said(401, """{"message":"Bad credentials","documentation_url":"https://docs.github.com/rest","status":"401"}""");
        }
    }

    private sealed class Slack() : RevocableProvider("slack/bot-token", "xo" + "xb-" + Made(12, "123456789") + "-" + Made(13, "123456789") + "-" + Made(24))
    {
        protected override Said Say(Received request)
        {
            if (request.Header("Authorization") != $"Bearer {Secret}") return new Said(200, """{"ok":false,"error":"invalid_auth"}""");
            if (request.Target == "/api/auth.revoke") return Once("revoked") ? new Said(200, """{"ok":true,"revoked":true}""") : new Said(200, """{"ok":false,"error":"token_revoked"}""");
            return Effects.Count == 0 ? new Said(200, """{"ok":true,"url":"https://acme.slack.example/","team":"Acme","user":"bot","team_id":"T1","user_id":"U1","bot_id":"B1"}""") : new Said(200, """{"ok":false,"error":"token_revoked"}""");
        }
    }

    private sealed class Vault() : RevocableProvider("hashicorp-vault/service-token", "hv" + "s.CAESI" + Made(90))
    {
        protected override Said Say(Received request)
        {
            if (request.Header("X-Vault-Token") == Secret)
            {
                if (request is { Method: "POST", Target: "/v1/auth/token/revoke-self" } && Once("revoked")) return new Said(204, "", "");
                if (request is { Method: "GET", Target: "/v1/auth/token/lookup-self" } && Effects.Count == 0) return new Said(200, """{"request_id":"r","data":{"accessor":"acc","display_name":"token","policies":["default","ci"],"ttl":3600}}""");
            }
            return new Said(403, """{"errors":["2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n"]}""");
        }
    }

    /// <summary>The token says its id; another one deletes it.</summary>
    private sealed class Cloudflare() : RevocableProvider("cloudflare/user-api-token", Made(40), ("admin-token", "admin" + Made(35)))
    {
        private const string Id = "ed17574386854bf78a67040be0a770b0";

        protected override Said Say(Received request)
        {
            var bearer = request.Header("Authorization");
            if (request.Method == "DELETE")
            {
                if (bearer != $"Bearer {Parts[0].Value}") return new Said(403, """{"success":false,"errors":[{"code":9109,"message":"Unauthorized to access requested resource"}],"result":null}""");
                return request.Target == $"/client/v4/user/tokens/{Id}" && Once("deleted") ? new Said(200, $$$"""{"success":true,"errors":[],"messages":[],"result":{"id":"{{{Id}}}"}}""") : new Said(404, """{"success":false,"errors":[{"code":1001,"message":"Token not found"}],"result":null}""");
            }
            return bearer == $"Bearer {Secret}" && Effects.Count == 0 ? new Said(200, $$$"""{"success":true,"errors":[],"messages":[],"result":{"id":"{{{Id}}}","status":"active"}}""")
                : new Said(401, """{"success":false,"errors":[{"code":1000,"message":"Invalid API Token"}],"messages":[],"result":null}""");
        }
    }

    /// <summary>The key makes itself inactive; an administrator's deletes it.</summary>
    private sealed class Aws() : RevocableProvider("aws/secret-access-key", Made(40),
        ("access-key-id", "AK" + "IA" + Made(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")), ("admin-key-id", "AK" + "IA" + Made(15, "BCDEFGHIJKLMNOPQRSTUVWXYZ234567A") + "Z"), ("admin-secret", "x" + Made(39)), ("user-name", "deployer"))
    {
        protected override Said Say(Received request)
        {
            var form = request.Text.Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));
            var administrator = request.Header("Authorization").Contains($"Credential={Parts[1].Value}/", StringComparison.Ordinal);
            if (!request.Header("Authorization").EndsWith(ExpectedRequest.AwsSignature(request, administrator ? Parts[2].Value : Secret), StringComparison.Ordinal)) return Error(403, "SignatureDoesNotMatch");
            if (!administrator && Effects.Count > 0 || !administrator && !request.Header("Authorization").Contains($"Credential={Parts[0].Value}/", StringComparison.Ordinal))
            {
                if (form["Action"] == "UpdateAccessKey") Repeated.Add("inactive");
                return Error(403, "InvalidClientTokenId");
            }
            return form["Action"] switch
            {
                "GetCallerIdentity" => new Said(200, "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/deployer</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>", "text/xml"),
                "UpdateAccessKey" when form["Status"] == "Inactive" && form["AccessKeyId"] == Parts[0].Value && Once("inactive") => new Said(200, "<UpdateAccessKeyResponse><ResponseMetadata/></UpdateAccessKeyResponse>", "text/xml"),
                "DeleteAccessKey" when administrator && form["UserName"] == Parts[3].Value && form["AccessKeyId"] == Parts[0].Value && Once("deleted") => new Said(200, "<DeleteAccessKeyResponse><ResponseMetadata/></DeleteAccessKeyResponse>", "text/xml"),
                _ => Error(404, "NoSuchEntity"),
            };
        }

        private static Said Error(int status, string code) => new(status, $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code></Error></ErrorResponse>", "text/xml");
    }
}
