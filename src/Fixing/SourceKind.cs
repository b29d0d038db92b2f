namespace Stanch.Fixing;

/// <summary>Kinds of files in which a value can be read from the environment.</summary>
internal enum Tongue { Python, JavaScript, TypeScript, Java, CSharp, Go, Ruby, Php, Shell, Yaml }

/// <summary>What a file is, and if nothing can be read from the environment in it, what to do in place of that.</summary>
internal sealed record SourceKind(Tongue? Tongue, string Instead)
{
    public static SourceKind Of(string file, string content)
    {
        var name = Path.GetFileName(file).ToLowerInvariant();
        if (name == ".env" || name.StartsWith(".env.", StringComparison.Ordinal) || name.EndsWith(".env", StringComparison.Ordinal))
            return Not("is a file of variables itself: keep it out of git (git rm --cached, and a line in .gitignore)");
        if (name == "dockerfile" || name.StartsWith("dockerfile.", StringComparison.Ordinal)) return Not("what a Dockerfile sets stays in the image: use RUN --mount=type=secret, or hand it over when the container starts");
        return Path.GetExtension(name) switch
        {
            ".py" => new(Fixing.Tongue.Python, ""),
            ".js" or ".mjs" or ".cjs" or ".jsx" => new(Fixing.Tongue.JavaScript, ""),
            ".ts" or ".mts" or ".cts" or ".tsx" => new(Fixing.Tongue.TypeScript, ""),
            ".java" => new(Fixing.Tongue.Java, ""),
            ".cs" => new(Fixing.Tongue.CSharp, ""),
            ".go" => new(Fixing.Tongue.Go, ""),
            ".rb" => new(Fixing.Tongue.Ruby, ""),
            ".php" => new(Fixing.Tongue.Php, ""),
            ".sh" or ".bash" => new(Fixing.Tongue.Shell, ""),
            ".yml" or ".yaml" => OfYaml(file, content),
            ".json" or ".json5" or ".jsonc" => Not("JSON can't read variables: let the program that reads it take this value from the environment, and take it out of the file"),
            ".tf" or ".tfvars" => Not("declare a variable with sensitive = true and hand it over as TF_VAR_name"),
            ".toml" or ".ini" or ".cfg" or ".conf" or ".properties" or ".xml" => Not("whether what reads this file knows variables is not known here: take the value out, and let the program read it from the environment"),
            _ => Not("how a file of this kind reads a variable is not known here"),
        };
    }

    private static SourceKind OfYaml(string file, string content)
    {
        if (file.Replace('\\', '/').Contains(".github/workflows/", StringComparison.Ordinal)) return Not("put it into the repository's secrets (gh secret set NAME) and write ${{ secrets.NAME }}");
        return content.Contains("apiVersion:", StringComparison.Ordinal) && content.Contains("kind:", StringComparison.Ordinal)
            ? Not("Kubernetes doesn't fill in variables: make a Secret and refer to it with secretKeyRef")
            : new(Fixing.Tongue.Yaml, "");
    }

    private static SourceKind Not(string instead) => new(null, instead);
}
