using Stanch.Playbooks.Snippets;

namespace Stanch.Fixing;

/// <summary>How one file reads a value through the playbook's snippet, which becomes a file beside it.</summary>
/// <param name="Expression">Reads the value.</param>
/// <param name="Import">Null: it needs none.</param>
internal sealed record StoreRead(Snippet Snippet, string Expression, string? Import)
{
    private const string Python = "from credential import read_credential", Ruby = "require_relative \"credential\"", Php = "require_once __DIR__ . '/Credential.php';";

    /// <summary>Null: in this language the snippet's read can't stand in the middle of a line.</summary>
    public static StoreRead? Of(Tongue tongue, string store, string title, string path, string name)
    {
        var (language, expression, import) = tongue switch
        {
            Tongue.Python => ("python", "read_credential().secret", Python),
            Tongue.Ruby => ("ruby", "Credential.read.secret", Ruby),
            Tongue.Php => ("php", "Credential::read()->secret", Php),
            Tongue.Java => ("java", "Credential.read().secret()", null),
            Tongue.CSharp => ("csharp", "Credential.ReadAsync().GetAwaiter().GetResult().Secret", null),
            _ => ("", "", null),
        };
        return language.Length == 0 ? null : new StoreRead(SnippetLibrary.Render(language, store, new CredentialShape(title, path, [new CredentialPart("secret", name)])), expression, import);
    }
}
