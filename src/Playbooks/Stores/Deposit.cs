using Stanch.Playbooks.Snippets;

namespace Stanch.Playbooks.Stores;

/// <summary>How a credential is put into a store so that no value lands in an argument list, a shell's history or a file that stays.</summary>
/// <param name="Store">What the store is called.</param>
/// <param name="Note">What the commands do, and what has to be there.</param>
/// <param name="Commands">Lines for bash.</param>
internal sealed record Deposit(string Store, string Note, string Commands)
{
    /// <param name="file">The secret has several lines, as a private key does, and is read from its file.</param>
    public static Deposit Into(string store, CredentialShape shape, bool file)
    {
        string Ask(string put) => Asked(shape, put, file);
        var label = Words(shape.Path, '-');
        var filled = shape.Parts.Any(p => p.Optional) ? " | with_entries(select(.value != \"\"))" : "";
        var json = $"jq -n '{{\n{string.Join(",\n", shape.Parts.Select(p => $"    {Words(p.Name, '_')}: env.{p.Variable}"))}\n  }}{filled}'";
        return store switch
        {
            "aws" => new("AWS Secrets Manager", "One secret with a field for each part. For a secret that exists, put-secret-value --secret-id replaces create-secret --name.",
                Ask($"{json} |\n  aws secretsmanager create-secret --name '{shape.Path}' --secret-string file:///dev/stdin")),
            "vault" => new("HashiCorp Vault", "One secret of the KV version 2 engine at secret/ with a field for each part; the dash reads it from standard input.",
                Ask($"{json} |\n  vault kv put -mount=secret '{shape.Path}' -")),
            "conjur" => new("CyberArk Conjur", "Each part is a variable of its own, declared in policy before. TOKEN_HEADER is a file, readable by you alone, with the line Authorization: Token token=\"…\".",
                Ask(string.Join("\n", shape.Parts.Select(p =>
                    $"{(p.Optional ? $"[ -z \"${p.Variable}\" ] || " : "")}printf %s \"${p.Variable}\" | curl --fail --silent --show-error --header @\"$TOKEN_HEADER\" --data-binary @- \\\n  \"$CONJUR_APPLIANCE_URL/secrets/$CONJUR_ACCOUNT/variable/{Uri.EscapeDataString(Id(shape, p))}\"")))),
            "azure" => new("Azure Key Vault", "One secret that holds a JSON object with a field for each part. VAULT_NAME is the vault's name.",
                Ask($"{json} |\n  az keyvault secret set --vault-name \"$VAULT_NAME\" --name {label} --file /dev/stdin --encoding utf-8 --output none")),
            "gcp" => new("Google Secret Manager", "One secret that holds a JSON object with a field for each part. For a secret that exists, versions add replaces create.",
                Ask($"{json} |\n  gcloud secrets create {label} --data-file=-")),
            "kubernetes" => new("a Kubernetes secret", "One secret with a key for each part, in the namespace of the current context. For a secret that exists, kubectl replace -f - takes the same input; kubectl apply would keep a copy of the values in an annotation.",
                Ask($"{json} |\n  jq '{{apiVersion: \"v1\", kind: \"Secret\", metadata: {{name: \"{label}\"}}, stringData: .}}' |\n  kubectl create -f -")),
            _ when file => new("the environment", "It has several lines, which a file of variables can't hold. Let what starts the service hand it over: LoadCredential= of systemd, a mounted secret, a protected variable of the CI system. NEW_KEY is the file that you made.",
                $"install -m 600 NEW_KEY ~/{label}\nshred -u NEW_KEY    # macOS: rm -P"),
            _ => new("the environment", "A file that its owner alone can read, for a systemd unit (EnvironmentFile=) or a container (--env-file). In CI, use the system's own protected variables.",
                Ask($"(umask 077; printf '%s\\n' \\\n{string.Concat(shape.Parts.Select(p => $"  \"{p.Variable}=${p.Variable}\" \\\n"))}  > ~/{label}.env)")),
        };
    }

    /// <summary>Asks for each value without an echo; printf is part of the shell, so nothing of it is an argument of a program.</summary>
    private static string Asked(CredentialShape shape, string put, bool file)
    {
        var ask = string.Join('\n', shape.Parts.Select(p => file && p.Name == "secret"
            ? $"{p.Variable}=$(cat NEW_KEY) && export {p.Variable}"
            : $"IFS= read -rsp '{p.Variable}{(p.Optional ? " (empty if there is none)" : "")}: ' {p.Variable} && echo && export {p.Variable}"));
        return $"{ask}\n{put}\nunset {string.Join(' ', shape.Parts.Select(p => p.Variable))}";
    }

    private static string Id(CredentialShape shape, CredentialPart part) => shape.Parts.Count == 1 ? shape.Path : $"{shape.Path}/{Words(part.Name, '-')}";

    private static string Words(string text, char joint) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? c : joint));
}
