namespace Stanch.Playbooks.Site;

/// <summary>Languages and stores as people write them; one that is new here is written as its folder is.</summary>
internal static class SnippetNames
{
    public static string Language(string language) => language switch
    {
        "javascript" => "JavaScript", "csharp" => "C#", "php" => "PHP", "shell" => "Shell",
        _ => char.ToUpperInvariant(language[0]) + language[1..],
    };

    public static string Store(string store) => store switch
    {
        "env" => "Environment", "aws" => "AWS Secrets Manager", "vault" => "HashiCorp Vault", "conjur" => "CyberArk Conjur", "azure" => "Azure Key Vault",
        "gcp" => "Google Secret Manager", "kubernetes" => "Kubernetes",
        _ => store,
    };
}
