using CsCheck;
using Stanch.Catalog.Compiler.Format;

namespace Stanch.Tests.Catalog.Compiler;

public sealed class ShellArgumentsTest
{
    private static readonly Gen<string> Name = Stanch.Tests.Detection.Detectors.OneOf("ZOOM_TOKEN", "API_KEY", "password", "X1");

    public static TheoryData<string, string[]> Commands => new()
    {
        { "curl -H \"Authorization: Bearer $TOKEN\" https://api.acme.example", ["TOKEN"] },
        { "curl -u \"$ID:${SECRET}\" -d a=$B", ["ID", "SECRET", "B"] },
        { "printf '%s\\n' \"Authorization: Bearer $TOKEN\" | curl -H @- \"https://$HOST/\"", ["HOST"] },
        { "printf %s \"$TOKEN\" && curl \"$TOKEN\"", ["TOKEN"] },
        { "echo '$TOKEN' \\$TOKEN \"\\$TOKEN\"; curl '$A' \\$A \"\\$A\"", [] },
        { "REDISCLI_AUTH=\"$PASSWORD\" redis-cli -h \"$HOST\"", ["HOST"] },
        { "A=$TOKEN", [] },
        { "env TOKEN=\"$TOKEN\" app", ["TOKEN"] },
        { "app > \"$FILE\" 2>&1 < $TOKEN <<< \"$TOKEN\" $A", ["A"] },
        { "app <(printf %s \"$TOKEN\") $A", ["A"] },
        { "app <(cat $TOKEN)", ["TOKEN"] },
        { "echo \"$(curl -H \"$TOKEN\" `app $KEY`)\"", ["KEY", "TOKEN"] },
        { "app \"#$(printf %s \"$TOKEN\" | sha256sum | cut -d' ' -f1)\" $A", ["A"] },
        { "app ${A:-$B} \"${C}\"", ["A", "B", "C"] },
        { "app \\\n  $A # $B\napp $C", ["A", "C"] },
        { "(app $A; echo $B) && { app $C; }", ["A", "C"] },
        { "if [ -z \"$A\" ]; then app $B; fi", ["B"] },
        { "app <<END $A\ntoken: $B\nEND\napp $C", ["A", "C"] },
        { "app <<A <<B; app $C\n$D\nA\n$E\nB\napp $F", ["C", "F"] },
        { "\"$A\" b", ["A"] },
        { "app ) app $A", ["A"] },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Variables_that_become_arguments_of_a_program_are_named(string script, string[] expected) => Assert.Equal(expected, ShellArguments.Variables(script));

    [Theory]
    [InlineData("ZOOM_TOKEN", true)]
    [InlineData("KEY", true)]
    [InlineData("LEAKED_DISCORD_WEBHOOK_URL", true)]
    [InlineData("api_key", true)]
    [InlineData("TOKEN_ID", false)]
    [InlineData("KEY_FILE", false)]
    [InlineData("PUBLIC_KEY", false)]
    [InlineData("PWD", false)]
    [InlineData("MONKEY", false)]
    public void A_secret_is_told_by_the_end_of_its_name(string variable, bool secret) => Assert.Equal(secret, ShellArguments.IsSecret(variable));

    [Fact]
    public void What_is_nested_too_deep_to_be_read_counts_as_arguments() =>
        Assert.Contains("TOKEN", ShellArguments.Variables($"echo {string.Concat(Enumerable.Repeat("$(", 100_000))}echo $TOKEN"));

    [Fact]
    public void A_variable_is_found_behind_a_program_and_not_behind_a_pipe() => Gen.Select(Name, Stanch.Tests.Detection.Detectors.OneOf("", "a 'b c' ", "-x \"$(app y)\" ", "> out ")).Sample((name, before) =>
    {
        Assert.Equal([name], ShellArguments.Variables($"app {before}\"{before.Replace("\"", "", StringComparison.Ordinal).Replace("$(app y)", "", StringComparison.Ordinal)}${name}\""));
        Assert.Empty(ShellArguments.Variables($"printf %s \"${name}\" | app {before}"));
    });

    [Fact]
    public void Any_text_is_read_to_its_end() => Gen.String[Gen.Char[" \t\n\\'\"`$(){}<>|&;#=!-ab_1"], 0, 60].Sample(text =>
        Assert.All(ShellArguments.Variables(text), v => Assert.Contains(v, text, StringComparison.Ordinal)));
}
