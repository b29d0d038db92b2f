using System.Text.Json;
using System.Text.Json.Nodes;
using Stanch.Tests.Architecture;

namespace Stanch.Tests.Playbooks.Snippets;

/// <summary>Snippets whose clients can be had here, run against stores on this machine: what they ask for, and what they make of the answers.</summary>
public sealed class StoreTest
{
    private static readonly Lock gate = new();
    private static readonly (string Field, string Value)[] fields = [("account_id", SnippetProgram.Account), ("client_id", SnippetProgram.Client), ("secret", SnippetProgram.Secret)];

    [Theory]
    [InlineData("python")]
    [InlineData("javascript")]
    [InlineData("php")]
    [InlineData("shell")]
    public void Vault_is_asked_for_the_data_of_the_data(string language)
    {
        var answer = (200, $$"""{ "data": { "data": {{Json(3)}}, "metadata": { "version": 2 } } }""");
        using var store = new LoopbackStore(_ => answer);
        using var program = new SnippetProgram(language, "vault");
        (string, string)[] variables = [("VAULT_ADDR", store.Address), ("VAULT_TOKEN", "token-of-a-test"), ("VAULT_NAMESPACE", "team/a")];

        program.Reads(variables);
        var request = Assert.Single(store.Requests);
        Assert.Equal(("GET", "/v1/secret/data/zoom/client-secret"), (request.Method, request.Path));
        Assert.Equal(("token-of-a-test", "team/a"), (request.Header("X-Vault-Token"), request.Header("X-Vault-Namespace")));
        program.Reads(variables[..2]);
        Assert.Null(store.Requests[^1].Header("X-Vault-Namespace"));

        answer.Item2 = $$"""{ "data": { "data": {{Json(2)}} } }""";
        program.Refuses("secret", variables);
        answer.Item2 = """{ "data": { "data": null } }""";
        program.Refuses("account_id", variables);
        answer.Item2 = SnippetProgram.Secret;
        program.Refuses("zoom/client-secret", variables);
        answer = (403, """{ "errors": ["permission denied"] }""");
        program.Refuses("zoom/client-secret", variables);
        program.Refuses("VAULT_TOKEN", variables[..1]);
        program.Refuses("VAULT_ADDR", variables[1..]);
    }

    [Theory]
    [InlineData("python")]
    [InlineData("javascript")]
    [InlineData("php")]
    [InlineData("csharp")]
    [InlineData("shell")]
    public void Conjur_is_asked_with_a_token_and_for_each_variable(string language)
    {
        const string Token = """{"protected":"e","payload":"p","signature":"s"}""";
        var values = new Dictionary<string, string>
        {
            ["/authn/acme/host%2Fapp/authenticate"] = Token,
            ["/secrets/acme/variable/zoom%2Fclient-secret%2Faccount-id"] = SnippetProgram.Account,
            ["/secrets/acme/variable/zoom%2Fclient-secret%2Fclient-id"] = SnippetProgram.Client,
            ["/secrets/acme/variable/zoom%2Fclient-secret%2Fsecret"] = SnippetProgram.Secret,
        };
        using var store = new LoopbackStore(request => values.TryGetValue(request.Path, out var value) ? (200, value) : (404, """{ "error": "pl4nted" }"""));
        using var program = new SnippetProgram(language, "conjur");
        (string, string)[] variables = [("CONJUR_APPLIANCE_URL", store.Address), ("CONJUR_ACCOUNT", "acme"), ("CONJUR_AUTHN_LOGIN", "host/app"), ("CONJUR_AUTHN_API_KEY", "key-of-a-test")];

        program.Reads(variables);
        Assert.Equal(values.Keys, store.Requests.Select(r => r.Path));
        Assert.Equal(("POST", "key-of-a-test"), (store.Requests[0].Method, store.Requests[0].Body));
        var authorization = $"Token token=\"{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Token))}\"";
        Assert.All(store.Requests.Skip(1), r => Assert.Equal(("GET", authorization), (r.Method, r.Header("Authorization"))));

        values["/secrets/acme/variable/zoom%2Fclient-secret%2Fsecret"] = " ";
        program.Refuses("secret", variables);
        values.Remove("/secrets/acme/variable/zoom%2Fclient-secret%2Fclient-id");
        program.Refuses("client-id", variables);
        values.Remove("/authn/acme/host%2Fapp/authenticate");
        program.Refuses(language == "shell" ? "cannot sign in" : "authenticate", variables);
        program.Refuses("CONJUR_AUTHN_API_KEY", variables[..3]);
    }

    [Theory]
    [InlineData("python")]
    [InlineData("javascript")]
    [InlineData("php")]
    [InlineData("shell")]
    public void Vault_need_not_have_an_optional_part(string language)
    {
        var data = Json(3);
        using var store = new LoopbackStore(_ => (200, $$"""{ "data": { "data": {{data}} } }"""));
        using var program = new SnippetProgram(language, "vault", shape: Shapes.Optional);
        (string, string)[] variables = [("VAULT_ADDR", store.Address), ("VAULT_TOKEN", "token-of-a-test")];
        program.Reads(variables);
        foreach (var account in new[] { "", "\"account_id\": \"\", ", "\"account_id\": null, " })
        {
            data = $"{{ {account}{Json(3)[(Json(3).IndexOf("client_id", StringComparison.Ordinal) - 1)..]}";
            program.ReadsWithoutAccount(variables);
        }
        data = Json(2);
        program.Refuses("secret", variables);
    }

    [Theory]
    [InlineData("python")]
    [InlineData("javascript")]
    [InlineData("php")]
    [InlineData("csharp")]
    [InlineData("shell")]
    public void Conjur_need_not_have_an_optional_part(string language)
    {
        const string Account = "/secrets/acme/variable/zoom%2Fclient-secret%2Faccount-id";
        var values = new Dictionary<string, (int Status, string Value)>
        {
            ["/authn/acme/host%2Fapp/authenticate"] = (200, "{}"),
            [Account] = (200, SnippetProgram.Account),
            ["/secrets/acme/variable/zoom%2Fclient-secret%2Fclient-id"] = (200, SnippetProgram.Client),
            ["/secrets/acme/variable/zoom%2Fclient-secret%2Fsecret"] = (200, SnippetProgram.Secret),
        };
        using var store = new LoopbackStore(request => values.GetValueOrDefault(request.Path, (404, "{}")));
        using var program = new SnippetProgram(language, "conjur", shape: Shapes.Optional);
        (string, string)[] variables = [("CONJUR_APPLIANCE_URL", store.Address), ("CONJUR_ACCOUNT", "acme"), ("CONJUR_AUTHN_LOGIN", "host/app"), ("CONJUR_AUTHN_API_KEY", "key-of-a-test")];
        program.Reads(variables);
        values.Remove(Account);
        program.ReadsWithoutAccount(variables);
        // Not to be let in is not the same as not to be there.
        values[Account] = (403, "");
        program.Refuses("account-id", variables);
        values.Remove(Account);
        values["/secrets/acme/variable/zoom%2Fclient-secret%2Fsecret"] = (404, "");
        program.Refuses("secret", variables);
    }

    [Theory]
    [InlineData("python")]
    [InlineData("javascript")]
    public void Secrets_Manager_need_not_have_an_optional_part(string language)
    {
        using var store = new LoopbackStore(_ => (200, Secret($"{{ {Json(3)[(Json(3).IndexOf("client_id", StringComparison.Ordinal) - 1)..]}")));
        using var program = new SnippetProgram(language, "aws", language == "javascript" ? Npm() : null, shape: Shapes.Optional);
        program.ReadsWithoutAccount(("AWS_ENDPOINT_URL_SECRETS_MANAGER", store.Address), ("AWS_REGION", "eu-west-1"), ("AWS_DEFAULT_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_MAX_ATTEMPTS", "1"), ("AWS_EC2_METADATA_DISABLED", "true"));
    }

    [Theory]
    [InlineData("python")]
    [InlineData("javascript")]
    public void Secrets_Manager_is_asked_with_a_signature(string language)
    {
        var answer = (200, Secret(Json(3)));
        using var store = new LoopbackStore(_ => answer);
        using var program = new SnippetProgram(language, "aws", language == "javascript" ? Npm() : null);
        (string, string)[] variables = [("AWS_ENDPOINT_URL_SECRETS_MANAGER", store.Address), ("AWS_REGION", "eu-west-1"), ("AWS_DEFAULT_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_MAX_ATTEMPTS", "1"), ("AWS_EC2_METADATA_DISABLED", "true")];

        program.Reads(variables);
        var request = Assert.Single(store.Requests);
        Assert.Equal(("POST", "/", "secretsmanager.GetSecretValue", "application/x-amz-json-1.1"), (request.Method, request.Path, request.Header("X-Amz-Target"), request.Header("Content-Type")));
        Assert.Equal("zoom/client-secret", JsonDocument.Parse(request.Body).RootElement.GetProperty("SecretId").GetString());
        Assert.Matches("^AWS4-HMAC-SHA256 Credential=test/[0-9]{8}/eu-west-1/secretsmanager/aws4_request, SignedHeaders=[a-z0-9;-]*host;[a-z0-9;-]+, Signature=[0-9a-f]{64}$", request.Header("Authorization"));
        Assert.Matches("^[0-9]{8}T[0-9]{6}Z$", request.Header("X-Amz-Date"));

        answer.Item2 = Secret(Json(2));
        program.Refuses("secret", variables);
        answer.Item2 = Secret(SnippetProgram.Secret);
        program.Refuses("zoom/client-secret is not JSON", variables);
        answer.Item2 = Secret("[]");
        program.Refuses("zoom/client-secret", variables);
        answer = (400, """{ "__type": "ResourceNotFoundException", "Message": "Secrets Manager can't find the specified secret." }""");
        program.Refuses("cannot read zoom/client-secret", variables);
    }

    private static string Json(int count) => new JsonObject(fields.Take(count).Select(f => KeyValuePair.Create(f.Field, (JsonNode?)JsonValue.Create(f.Value)))).ToJsonString();

    private static string Secret(string text) => new JsonObject { ["Name"] = "zoom/client-secret", ["SecretString"] = text }.ToJsonString();

    /// <summary>AWS's client from npm, installed once; programs below the folder find it.</summary>
    private static string Npm()
    {
        var npm = Tools.Need("npm");
        lock (gate)
        {
            var folder = Directory.CreateDirectory(Repository.At("artifacts", "snippets", "npm")).FullName;
            var source = Repository.At("tests", "Tests", "Playbooks", "Snippets", "Npm");
            var stamp = Path.Combine(folder, "installed");
            var pins = File.ReadAllText(Path.Combine(source, "package-lock.json"));
            if (File.Exists(stamp) && File.ReadAllText(stamp) == pins) return folder;
            foreach (var file in Directory.EnumerateFiles(source)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
            Tools.Install(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
            File.WriteAllText(stamp, pins);
            return folder;
        }
    }
}
