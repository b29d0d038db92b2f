using Stanch.Playbooks.Snippets;

namespace Stanch.Tests.Playbooks.Snippets;

/// <summary>Credentials of one, two and four parts.</summary>
internal static class Shapes
{
    public static CredentialShape One { get; } = new("Acme API key", "acme/api-key", [new("secret", "ACME_API_KEY")]);
    public static CredentialShape Two { get; } = new("AWS access key", "aws/access-key", [new("key-id", "AWS_ACCESS_KEY_ID"), new("secret", "AWS_SECRET_ACCESS_KEY")]);
    public static CredentialShape Three { get; } = new("Zoom OAuth client secret", "zoom/client-secret",
        [new("account-id", "ZOOM_ACCOUNT_ID"), new("client-id", "ZOOM_CLIENT_ID"), new("secret", "ZOOM_CLIENT_SECRET")]);
    public static CredentialShape Four { get; } = new("Let's Initech (EU) database: owner's password", "initech/eu/database",
        [new("host", "INITECH_DB_HOST"), new("class", "INITECH_DB_CLASS"), new("api-url-2", "INITECH_API_URL_2"), new("secret", "INITECH_DB_PASSWORD")]);

    public static IReadOnlyList<CredentialShape> All { get; } = [One, Two, Four];
}
