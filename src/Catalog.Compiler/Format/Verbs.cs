namespace Stanch.Catalog.Compiler.Format;

/// <summary>The closed list of ways in which a request is signed. A new one is added once, under a name that is no brand.</summary>
internal static class Verbs
{
    // An argument is one word; "" is an empty one.
    private static readonly (string Usage, string Form)[] all =
    [
        ("basic USER [PASSWORD]", "basic( [^ ]+){1,2}"),
        ("bearer TOKEN", "bearer [^ ]+"),
        ("header NAME: VALUE", "header [A-Za-z0-9-]+: .+"),
        ("query NAME=VALUE", "query [^ =]+=[^ ]+"),
        ("aws-sigv4 ID SECRET REGION SERVICE [SESSION]", "aws-sigv4( [^ ]+){4,5}"),
        ("gcp-jwt EMAIL KEY SCOPE", "gcp-jwt( [^ ]+){3}"),
        ("azure-shared-key ACCOUNT KEY", "azure-shared-key( [^ ]+){2}"),
        ("azure-sas TOKEN", "azure-sas [^ ]+"),
        ("azure-sas-key NAME KEY", "azure-sas-key( [^ ]+){2}"),
        ("hmac-sha256 HEADER KEY TEXT [base64]", "hmac-sha256 [?]?[A-Za-z0-9_-]+( [^ ]+){2}( base64)?"),
        ("oauth-client-credentials ID SECRET [SCOPE]", "oauth-client-credentials( [^ ]+){2,3}"),
        ("github-app-jwt APP-ID KEY", "github-app-jwt( [^ ]+){2}"),
        ("none", "none"),
    ];

    public static string Form { get; } = $"^({string.Join('|', all.Select(v => v.Form))})$";

    public static string FormName { get; } = $"one of: {string.Join("; ", all.Select(v => v.Usage))}";
}
