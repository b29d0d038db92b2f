using System.Text;
using System.Text.Json;
using Stanch.Tests.Architecture;
using Stanch.Tests.Providers;
using Stanch.Tests.Scanning.Reports;

namespace Stanch.Tests.Cli;

/// <summary>The real program against doubles that behave as the providers' documentation says.</summary>
public sealed class ReachTest : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stanch-");
    private static readonly string token = "gh" + "p_" + string.Concat(Enumerable.Range(0, 36).Select(i => "abcdefghijkmnpqrstuvwxyzABCDEFGH"[i * 7 % 32]));

    private static Said Json(int status, string body, params (string Name, string Value)[] headers) => new(status, body) { Headers = headers.ToDictionary(h => h.Name, h => h.Value) };

    private static Run Reach(LoopbackProvider provider, string type, string input, params string[] more) =>
        Program.Stanch("/", Encoding.UTF8.GetBytes(input + "\n"), ["reach", type, "--yes", "--rate", "1000", "--endpoint", $"{type.Split('/')[0]}={provider.Address}", .. more]);

    private static JsonElement Credential(Run run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("credentials")[0];

    private static string[] Says(Run run) => [.. Credential(run).GetProperty("says").EnumerateArray().Select(s => s.GetString()!)];

    private static Said GitHub(Received request, Func<string> address)
    {
        if (request.Header("Authorization") != $"Bearer {token}") return Json(401, """{"message":"Bad credentials","documentation_url":"https://docs.github.com/rest","status":"401"}""");
        if (request.Target.StartsWith("/user/repos", StringComparison.Ordinal))
        {
            var second = request.Target.Contains("page=2", StringComparison.Ordinal);
            var repositories = string.Join(',', Enumerable.Range(0, second ? 1 : 2).Select(i => $$"""{"id":{{i}},"full_name":"ann/{{(second ? "last" : $"r{i}")}}","private":{{(i == 0 ? "true" : "false")}},"visibility":"private","role_name":"admin","permissions":{"admin":true,"push":true,"pull":true} }"""));
            return second ? Json(200, $"[{repositories}]") : Json(200, $"[{repositories}]", ("Link", $"<{address()}/user/repos?per_page=100&sort=pushed&page=2>; rel=\"next\", <{address()}/user/repos?page=2>; rel=\"last\""));
        }
        return request.Target.Split('?')[0] switch
        {
            "/user" => Json(200, """{"login":"ann","id":7,"name":"Ann Author","site_admin":false}""", ("X-OAuth-Scopes", "repo, read:org"), ("GitHub-Authentication-Token-Expiration", "2027-01-31 00:00:00 UTC")),
            "/user/orgs" => Json(200, """[{"login":"acme","id":1}]"""),
            "/gists" => Json(200, "[]"),
            _ => Json(404, """{"message":"Not Found","documentation_url":"https://docs.github.com/rest/users/keys","status":"404"}"""),
        };
    }

    [Fact]
    public void GitHub_tells_owner_scopes_and_repositories_over_all_pages()
    {
        LoopbackProvider? self = null;
        using var provider = self = new LoopbackProvider(r => GitHub(r, () => self!.Address));
        var run = Reach(provider, "github/personal-access-token", token, "--format", "json");
        Assert.Equal(1, run.Code);
        var says = Says(run);
        Assert.Equal(
        [
            "It belongs to the user ann.", "It was granted the scopes repo, read:org.", "It expires on 2027-01-31 00:00:00 UTC.",
            "By repo it may read and write code, settings, secrets of Actions and webhooks of every repository that its owner can reach, private ones too.",
            "It reaches 3 repositories, 2 of them private; its owner may write to 3 and administer 3: ann/r0, ann/r1, ann/last.",
            "It is in 1 organization: acme.", "It sees no gist.",
            "It may not list the SSH keys of the account. The provider says: Not Found. Read https://docs.github.com/rest/users/keys.",
            "It may not list private e-mail addresses. The provider says: Not Found. Read https://docs.github.com/rest/users/keys.",
        ], says);
        Assert.Equal("", SchemaCheck.Complaints(Repository.At("schema", "reach.schema.json"), ".json", Encoding.UTF8.GetBytes(run.Output)));
        Assert.All(provider.Requests, r => Assert.Equal("GET", r.Method));
        Assert.Contains("at most 18 requests to 127.0.0.1", run.Error, StringComparison.Ordinal);
        Assert.InRange(provider.Requests.Count, 1, 18);
        Assert.DoesNotContain(token, run.All, StringComparison.Ordinal);

        var text = Reach(provider, "github/personal-access-token", token);
        Assert.Contains("It reaches 3 repositories", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(token, text.All, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_value_is_not_asked_further_and_nothing_is_sent_without_a_yes()
    {
        using var provider = new LoopbackProvider(r => GitHub(r, () => ""));
        var dead = Reach(provider, "github/personal-access-token", token[..^4] + "zzzz", "--format", "json");
        Assert.Equal((0, "dead"), (dead.Code, Credential(dead).GetProperty("verdict").GetProperty("state").GetString()));
        Assert.False(Credential(dead).TryGetProperty("asked", out _));
        Assert.All(provider.Requests, r => Assert.Equal("/user", r.Target));
        var before = provider.Requests.Count;

        string[] reach = ["reach", "github/personal-access-token", "--endpoint", $"github={provider.Address}"];
        var refused = Program.Stanch("/", Encoding.UTF8.GetBytes(token), reach);
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("at most 18 requests", refused.Error, StringComparison.Ordinal);
        var dry = Program.Stanch("/", [], [.. reach, "--dry-run", "--format", "json"]);
        Assert.Equal(0, dry.Code);
        Assert.Equal(18, JsonDocument.Parse(dry.Output).RootElement.GetProperty("plans")[0].GetProperty("requests").GetInt32());
        Assert.Equal("", SchemaCheck.Complaints(Repository.At("schema", "reach.schema.json"), ".json", Encoding.UTF8.GetBytes(dry.Output)));
        var offline = Program.Stanch("/", Encoding.UTF8.GetBytes(token), [.. reach, "--offline", "--format", "json"]);
        Assert.Equal("offline", Credential(offline).GetProperty("verdict").GetProperty("reason").GetString());
        Assert.Equal(2, Program.Stanch("/", [], "reach", "jwt/json-web-token", "--yes").Code);
        Assert.Equal(before, provider.Requests.Count);
    }

    [Fact]
    public void Of_a_report_with_values_each_live_one_is_asked()
    {
        LoopbackProvider? self = null;
        using var provider = self = new LoopbackProvider(r => r.Header("PRIVATE-TOKEN") != Planted.Token(1) ? Json(401, """{"message":"401 Unauthorized"}""") : r.Target.Split('?')[0] switch
        {
            "/api/v4/personal_access_tokens/self" => Json(200, """{"id":42,"name":"ci","scopes":["api"],"user_id":3}"""),
            "/api/v4/user" => Json(200, """{"id":3,"username":"ann"}"""),
            "/api/v4/version" => Json(200, """{"version":"18.5.0-ee"}"""),
            "/api/v4/projects" => Json(200, """[{"path_with_namespace":"acme/web","visibility":"private"}]"""),
            _ => Json(403, """{"error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token.","scope":"api read_api"}"""),
        });
        File.WriteAllText(Path.Combine(folder.FullName, "a.txt"), Planted.Line(1) + Planted.Line(2));
        Program.Stanch(folder.FullName, "scan", "a.txt", "--report", "json=r.json", "--show-secrets");
        var run = Program.Stanch(folder.FullName, "reach", "--scan", "r.json", "--yes", "--rate", "1000", "--endpoint", $"gitlab={provider.Address}");
        Assert.Equal(1, run.Code);
        Assert.Contains("2 values: at most", run.Error, StringComparison.Ordinal);
        foreach (var sentence in new[] { "It acts as the user ann.", "It reaches 1 project: acme/web.", "The server runs GitLab 18.5.0-ee.", "It would take api read_api." })
            Assert.Contains(sentence, string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        foreach (var number in new[] { 1, 2 }) Assert.DoesNotContain(Planted.Token(number), run.All, StringComparison.Ordinal);
    }

    [Fact]
    public void AWS_answers_in_XML_and_each_refusal_is_said()
    {
        string[] sent = [];
        using var provider = new LoopbackProvider(r =>
        {
            var action = r.Text.Split('&')[0]["Action=".Length..];
            lock (folder) sent = [.. sent, action];
            var isReal = r.Header("Authorization").EndsWith(ExpectedRequest.AwsSignature(r, "wJalr+made/up+value+of+40+characters+0000"), StringComparison.Ordinal);
            if (!isReal) return new Said(403, "<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>no match</Message></Error></ErrorResponse>", "text/xml");
            return new Said(action is "GetCallerIdentity" or "GetUser" or "ListAttachedUserPolicies" or "SimulatePrincipalPolicy" ? 200 : 403, action switch
            {
                "GetCallerIdentity" => "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/ci</Arn><UserId>AIDAX</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
                "GetUser" => "<GetUserResponse><GetUserResult><User><UserName>ci</UserName><CreateDate>2025-01-02T03:04:05Z</CreateDate></User></GetUserResult></GetUserResponse>",
                "ListAttachedUserPolicies" => "<ListAttachedUserPoliciesResponse><ListAttachedUserPoliciesResult><IsTruncated>false</IsTruncated><AttachedPolicies><member><PolicyName>PowerUserAccess</PolicyName><PolicyArn>arn:aws:iam::aws:policy/PowerUserAccess</PolicyArn></member></AttachedPolicies></ListAttachedUserPoliciesResult></ListAttachedUserPoliciesResponse>",
                "SimulatePrincipalPolicy" => "<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><EvaluationResults><member><EvalActionName>iam:CreateAccessKey</EvalActionName><EvalDecision>implicitDeny</EvalDecision></member><member><EvalActionName>sts:AssumeRole</EvalActionName><EvalDecision>allowed</EvalDecision></member></EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>",
                _ => $"<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: arn:aws:iam::123456789012:user/ci is not authorized to perform: iam:{action}</Message></Error></ErrorResponse>",
            }, "text/xml");
        });
        var run = Reach(provider, "aws/secret-access-key", "wJalr+made/up+value+of+40+characters+0000\n" + "AK" + "IAQWERTYUIOPASDFGH", "--part", "access-key-id=", "--format", "json");
        var says = Says(run);
        Assert.Contains("It is of the AWS account 123456789012, and acts as arn:aws:iam::123456789012:user/ci.", says);
        Assert.Contains("The user has 1 managed policy: PowerUserAccess.", says);
        Assert.Contains("IAM simulates its policies so, for all resources, without conditions of the request: iam:CreateAccessKey implicitDeny, sts:AssumeRole allowed.", says);
        Assert.Contains("It may not list the roles of the account. The provider says: User: arn:aws:iam::123456789012:user/ci is not authorized to perform: iam:ListRoles.", says);
        Assert.All(sent, a => Assert.Matches("^(Get|List|Simulate)", a));
        Assert.DoesNotContain("wJalr", run.All, StringComparison.Ordinal);
    }

    [Fact]
    public void Slack_refuses_with_200_and_names_the_scope_that_it_would_take()
    {
        using var provider = new LoopbackProvider(r => !r.Header("Authorization").EndsWith("real", StringComparison.Ordinal) ? Json(200, """{"ok":false,"error":"invalid_auth"}""") : r.Target.Split('?')[0] switch
        {
            "/api/auth.test" => Json(200, """{"ok":true,"url":"https://acme.slack.com/","team":"Acme","user":"bot","team_id":"T1","user_id":"U1"}""", ("x-oauth-scopes", "chat:write,channels:read")),
            "/api/users.conversations" => r.Target.Contains("cursor", StringComparison.Ordinal)
                ? Json(200, """{"ok":true,"channels":[{"id":"C2","name":"random","is_private":true}],"response_metadata":{"next_cursor":""}}""")
                : Json(200, """{"ok":true,"channels":[{"id":"C1","name":"general","is_private":false}],"response_metadata":{"next_cursor":"bmV4dA=="}}"""),
            _ => Json(200, """{"ok":false,"error":"missing_scope","needed":"users:read","provided":"chat:write,channels:read"}"""),
        });
        var run = Reach(provider, "slack/bot-token", "xo" + "xb-123456789012-123456789012-real", "--format", "json");
        var says = Says(run);
        Assert.Contains("It acts as bot in the workspace Acme (https://acme.slack.com/).", says);
        Assert.Contains("By chat:write it may post messages.", says);
        Assert.Contains("It is in 2 channels, 1 of them private and 0 shared with other companies: general, random.", says);
        Assert.Contains("It may not list people. It would take users:read.", says);
        Assert.Equal("/api/users.conversations?types=public_channel,private_channel&limit=200&cursor=bmV4dA%3D%3D", provider.Requests.Last(r => r.Target.Contains("cursor", StringComparison.Ordinal)).Target);
    }

    [Fact]
    public void Stripe_tells_what_a_restricted_key_may_read_and_passes_on_its_error_with_both_links()
    {
        using var provider = new LoopbackProvider(r =>
        {
            if (!r.Header("Authorization").Contains("real", StringComparison.Ordinal)) return Json(401, """{"error":{"message":"Invalid API Key provided: rk_live_****0000","type":"invalid_request_error"}}""");
            return r.Target.Split('?')[0] switch
            {
                "/v1/charges" or "/v1/customers" => Json(200, """{"object":"list","data":[],"has_more":false,"url":"/v1/charges"}"""),
                "/v1/balance" => Json(200, """{"object":"balance","available":[{"amount":0,"currency":"eur"}],"pending":[]}"""),
                _ => Json(403, """{"error":{"code":"more_permissions_required_for_application","doc_url":"https://docs.stripe.com/error-codes","message":"The provided key does not have the required permissions.","request_log_url":"https://dashboard.stripe.com/logs/req_1","type":"invalid_request_error","charge":null}}"""),
            };
        });
        var key = "rk_" + "live_" + "51real" + new string('a', 20);
        var run = Reach(provider, "stripe/restricted-key", key, "--format", "json");
        var says = Says(run);
        Assert.Contains("It may read the balance, read charges and read customers.", says);
        Assert.Contains("It may not read payouts. The provider says: The provided key does not have the required permissions. Read https://docs.stripe.com/error-codes. The request is kept at https://dashboard.stripe.com/logs/req_1.", says);
        var payouts = Credential(run).GetProperty("asked").EnumerateArray().Single(a => a.GetProperty("may").GetString() == "read payouts").GetProperty("error");
        Assert.Equal(("invalid_request_error", "more_permissions_required_for_application"), (payouts.GetProperty("type").GetString(), payouts.GetProperty("code").GetString()));
        Assert.All(provider.Requests, r => Assert.Equal("GET", r.Method));
        Assert.DoesNotContain(key, run.All, StringComparison.Ordinal);
    }

    [Fact]
    public void Vault_tells_policies_and_capabilities_of_its_token()
    {
        using var provider = new LoopbackProvider(r => !r.Header("X-Vault-Token").EndsWith("real", StringComparison.Ordinal) ? Json(403, """{"errors":["2 errors occurred:\n\t* permission denied\n\t* invalid token"]}""") : r.Target.Split('?')[0] switch
        {
            "/v1/auth/token/lookup-self" => Json(200, """{"data":{"accessor":"acc1","display_name":"approle","path":"auth/approle/login","policies":["default","ci"],"identity_policies":null,"expire_time":"2027-01-31T00:00:00Z","ttl":3600,"type":"service","num_uses":0,"entity_id":"e1","orphan":true}}"""),
            "/v1/sys/capabilities-self" => Json(200, """{"data":{"sys/mounts":["deny"],"secret/data/":["read","list"],"capabilities":["deny"]}}"""),
            _ => Json(403, """{"errors":["1 error occurred:\n\t* permission denied\n\n"]}"""),
        });
        var run = Reach(provider, "hashicorp-vault/service-token", "hvs.CAESIreal", "--format", "json");
        var says = Says(run);
        Assert.Contains("It was made for approle at auth/approle/login, and is of the kind service.", says);
        Assert.Contains("It has the policies default, ci.", says);
        Assert.Contains(says, s => s.Contains("secret/data/ read, list", StringComparison.Ordinal));
        Assert.Contains(says, s => s.StartsWith("It may not list policies.", StringComparison.Ordinal));
        Assert.Equal(["/v1/sys/capabilities-self"], provider.Requests.Where(r => r.Method == "POST").Select(r => r.Target));
    }

    [Fact]
    public void A_token_is_made_to_ask_with_only_if_that_was_named_and_is_ended_afterwards()
    {
        const string minted = "tok-of-a-minute";
        using var provider = new LoopbackProvider(r => r.Target.Split('?')[0] switch
        {
            "/oauth/token" => r.Everything.Contains("the-client:the-secret-value-of-32-letters", StringComparison.Ordinal)
                ? Json(200, $$"""{"access_token":"{{minted}}","token_type":"bearer","expires_in":3599,"scope":"user:read:admin report:read:admin"}""") : Json(400, """{"reason":"Invalid client_id or client_secret","error":"invalid_client"}"""),
            "/oauth/revoke" => Json(200, """{"status":"success"}"""),
            "/v2/users" => Json(200, $$"""{"total_records":1,"next_page_token":"","users":[{"id":"u1","email":"ann@example.org","type":2}],"echo":"{{minted}}"}"""),
            _ => Json(400, """{"code":4711,"message":"Invalid access token, does not contain scopes:[role:read:admin]."}"""),
        });
        string[] parts = ["--part", "client-id=", "--part", "account-id=", "--format", "json"];
        var refused = Reach(provider, "zoom/client-secret", "the-secret-value-of-32-letters\nthe-client\nthe-account", parts);
        Assert.Equal("needs-consent", Credential(refused).GetProperty("verdict").GetProperty("reason").GetString());
        Assert.Empty(provider.Requests);

        var run = Reach(provider, "zoom/client-secret", "the-secret-value-of-32-letters\nthe-client\nthe-account", ["--check=mints-token", .. parts]);
        var says = Says(run);
        Assert.Contains("It was granted the scopes user:read:admin report:read:admin.", says);
        Assert.Contains("By report:read:admin it may read who met whom and when.", says);
        Assert.Contains("It sees 1 user of the account: ann@example.org.", says);
        Assert.Contains(says, s => s.StartsWith("It may not list the roles of the account. The provider says: Invalid access token", StringComparison.Ordinal));
        Assert.Equal("a token was made, kept nowhere, and revoked", Credential(run).GetProperty("minted").GetString());
        Assert.Equal(2, provider.Requests.Count(r => r.Target.StartsWith("/oauth/revoke", StringComparison.Ordinal)));
        Assert.Equal("/oauth/revoke", provider.Requests[^1].Target);
        Assert.DoesNotContain(minted, run.All, StringComparison.Ordinal);
        Assert.DoesNotContain("the-secret-value", run.All, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
