using Stanch.Catalog;
using Stanch.Providers.Checks;
using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>What a person does about a secret: plain sentences, the urgent one first.</summary>
internal static class NextSteps
{
    public static IReadOnlyList<string> For(SecretGroup secret, Receipt receipt)
    {
        if (secret.Lead.Detector.Public) return [Revoke(secret.Lead)];
        if (NotYetOut(secret, receipt)) return [TakeOut(receipt)];
        if (receipt.Scope.Contains("received push"))
            return ["Take it out of the commit that brings it, and push again: nothing of this push was kept. It did travel to this server, so replace it unless nobody else can have read it on the way."];
        return [Revoke(secret.Lead), Clean(secret)];
    }

    /// <summary>The command that tells the rest; null where nothing has leaked, or the type is a rule of the user's own.</summary>
    public static string? Playbook(SecretGroup secret, Receipt receipt, ReportOptions options)
    {
        var type = secret.Lead.Detector.Id;
        if (options.WithoutPlaybook.Contains(type) || NotYetOut(secret, receipt)) return null;
        return CommandLine.Word(secret.Fingerprint) is { } fingerprint && options.JsonFile is { } file && CommandLine.Word(file) is { } report
            ? $"stanch playbook --finding {fingerprint} --scan {report}"
            : Playbook(type);
    }

    public static string? Playbook(string type) => CommandLine.Word(type) is { } id ? $"stanch playbook {id}" : null;

    private static bool NotYetOut(SecretGroup secret, Receipt receipt) =>
        receipt.Scope.Any(s => s is "push" or "commit message") || receipt.Scope.Contains("staged") && secret.Places.All(f => f.Commit is null);

    private static string TakeOut(Receipt receipt) =>
        receipt.Scope.Contains("commit message") ? "Write the message without it: so far it has not left this machine."
        : receipt.Scope.Contains("push") ? "Take it out of the commit that brings it before you push ('git commit --amend' for the last commit, 'git rebase -i' for an older one): a later commit that removes it does not help. So far it has not left this machine."
        : "Take it out before you commit: so far it has not left this machine.";

    public static string Ignore(string fingerprint) => $"stanch ignore {Printable.Of(fingerprint)} --reason \"...\"";

    /// <summary>By family, since the catalog's own playbook is not read by a scan.</summary>
    public static string Revoke(Finding finding)
    {
        var (detector, providerName) = (finding.Detector, finding.ProviderName);
        // Some formats are nobody's, and a user's own rule doesn't say whose its values are.
        var nobody = detector.Linear || detector.Provider is "generic" or "http" || providerName.Length == 0;
        var there = nobody ? "where it was issued" : $"at {Printable.Of(providerName, 60)}";
        if (finding.Verdict?.Life == Life.Dead) return $"The provider refused it when it was asked: it no longer works. See {there} that nothing which it made or opened outlives it.";
        if (detector.Public) return $"Publishable by design: check {there} that it is limited to your own sites and apps.";
        return detector.Family switch
        {
            "oauth-client" => $"Rotate the client secret {there}; tokens minted with it can outlive it, so end those too.",
            "database" or "connection-string" => "Change this user's password on the server, then where it is used.",
            "private-key" => "Make a new key pair and take the old public key out of everything that trusts it.",
            "signing-key" => "Replace the signing key: until then anybody can sign in your name.",
            "webhook-url" => $"Delete the webhook {there} and make a new one: whoever knows the address can post to it.",
            "jwt" => "Unless it has run out: end its session, or replace the key that signed it.",
            "session" => $"End the session {there}.",
            "smtp" => "Change the mailbox's password: mail can be sent in your name.",
            "password" => "Change the password everywhere it opens something.",
            _ => $"Revoke it {there} first and put a new one in its place.",
        };
    }

    private static string Clean(SecretGroup secret)
    {
        var clean = secret.Places[0].Image is not null
            ? "Then build the image without it and push it anew: a layer that deletes a file leaves it in the layer below. A build takes secrets with --mount=type=secret. Delete the old tags; whoever pulled them has it."
            : secret.Places[0].InCurrentTree
            ? "Then move it out of the code, to the environment or a secret store; the history keeps a copy."
            : "Taking it out of the tree was not enough: every clone still has it.";
        return secret.Severity >= Severity.High && secret.ExposedSince is { } since
            ? $"{clean} Look for uses that were not yours since {Units.Day(since)}."
            : clean;
    }
}
