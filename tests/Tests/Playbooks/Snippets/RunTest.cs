using Stanch.Playbooks.Snippets;

namespace Stanch.Tests.Playbooks.Snippets;

/// <summary>The snippets that need no server, run in every language.</summary>
public sealed class RunTest
{
    private static readonly (string, string) account = ("ZOOM_ACCOUNT_ID", SnippetProgram.Account), client = ("ZOOM_CLIENT_ID", SnippetProgram.Client), secret = ("ZOOM_CLIENT_SECRET", SnippetProgram.Secret);

    public static TheoryData<string> Languages => new(SnippetLibrary.Languages);

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_environment_is_read_whole_or_refused(string language)
    {
        using var program = new SnippetProgram(language, "env");
        program.Reads(account, client, secret);
        program.Refuses("ZOOM_CLIENT_SECRET", account, client);
        program.Refuses("ZOOM_CLIENT_ID", account, ("ZOOM_CLIENT_ID", " \t"), secret);
        program.Refuses("ZOOM_ACCOUNT_ID", ("ZOOM_ACCOUNT_ID", ""), client, secret);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void An_optional_part_need_not_be_in_the_environment(string language)
    {
        using var program = new SnippetProgram(language, "env", shape: Shapes.Optional);
        program.Reads(account, client, secret);
        program.ReadsWithoutAccount(client, secret);
        program.ReadsWithoutAccount(("ZOOM_ACCOUNT_ID", " "), client, secret);
        program.Refuses("ZOOM_CLIENT_ID", account, secret);
        program.Refuses("ZOOM_CLIENT_SECRET", client);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void An_optional_part_need_not_be_mounted(string language)
    {
        var mount = Directory.CreateTempSubdirectory("stanch-mount-");
        try
        {
            using var program = new SnippetProgram(language, "kubernetes", mount: mount.FullName, shape: Shapes.Optional);
            File.WriteAllText(Path.Combine(mount.FullName, "secret"), SnippetProgram.Secret + "\n");
            program.Reads(account, client);
            program.ReadsWithoutAccount(client);
            program.Refuses("client_id", account);
            File.WriteAllText(Path.Combine(mount.FullName, "account_id"), SnippetProgram.Account);
            program.Reads(client);
        }
        finally
        {
            mount.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_mounted_secret_comes_before_the_environment(string language)
    {
        var mount = Directory.CreateTempSubdirectory("stanch-mount-");
        try
        {
            using var program = new SnippetProgram(language, "kubernetes", mount: mount.FullName);
            // The line end is an editor's.
            File.WriteAllText(Path.Combine(mount.FullName, "secret"), SnippetProgram.Secret + "\n");
            program.Reads(account, client, ("ZOOM_CLIENT_SECRET", "an old one"));
            program.Refuses("client_id", account);
            File.WriteAllText(Path.Combine(mount.FullName, "secret"), "\n");
            program.Refuses("secret", account, client, ("ZOOM_CLIENT_SECRET", "an old one"));
        }
        finally
        {
            mount.Delete(recursive: true);
        }
    }
}
