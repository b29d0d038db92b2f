using Stanch.Playbooks.Snippets;

namespace Stanch.Tests.Playbooks.Snippets;

/// <summary>Credentials of one, two, three and four parts, one of them optional, and some whose names are after the text around them.</summary>
internal static class Shapes
{
    public static CredentialShape One { get; } = new("Acme API key", "acme/api-key", [new("secret", "ACME_API_KEY")]);
    public static CredentialShape Two { get; } = new("AWS access key", "aws/access-key", [new("key-id", "AWS_ACCESS_KEY_ID"), new("secret", "AWS_SECRET_ACCESS_KEY")]);
    public static CredentialShape Three { get; } = new("Zoom OAuth client secret", "zoom/client-secret",
        [new("account-id", "ZOOM_ACCOUNT_ID"), new("client-id", "ZOOM_CLIENT_ID"), new("secret", "ZOOM_CLIENT_SECRET")]);
    public static CredentialShape Four { get; } = new("Initech (EU) database: owner's password", "initech/eu/database",
        [new("host", "INITECH_DB_HOST"), new("class", "INITECH_DB_CLASS"), new("api-url-2", "INITECH_API_URL_2"), new("secret", "INITECH_DB_PASSWORD")]);

    /// <summary><see cref="Three"/>, and its account id need not be there.</summary>
    public static CredentialShape Optional { get; } = Three with { Parts = [Three.Parts[0] with { Optional = true }, .. Three.Parts.Skip(1)] };

    public static IReadOnlyList<CredentialShape> Usual { get; } = [One, Two, Four, Optional];

    /// <summary>What ends a literal, a comment or a line in some language, what is put into a literal in some, and what a reader doesn't see.</summary>
    public static IReadOnlyList<string> Breakers { get; } =
        ["\"", "'", "`", "\\", "\\\\", "\"\"\"", "'''", "\n", "\r\n", "\u2028", "\u0085", "*/", "-->", "?>", "<?php", "//", "#", "#{x}", "${x}", "$(id)", "$x", "{x}", "%s", "%{x}", "\\u000a", "\\u0022", "\\", "\0", "\u202e", "\ud800", "__path__", "__part__", "{{", ";", "&&", "| id", "# end", "// end", "../..", "é", "😀"];

    public static IReadOnlyList<CredentialShape> Hostile { get; } =
        [.. Breakers.Chunk(9).Select(chunk => string.Concat(chunk)).Append("").Select(text => new CredentialShape(text, text, [new(text, text), new($"class{text}", $"X{text}"), new("constructor", "1") { Optional = true }, new("to-string", "")]))];
}
