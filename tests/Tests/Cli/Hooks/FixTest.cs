namespace Stanch.Tests.Cli.Hooks;

/// <summary>A secret moved out of a file by the real program; the result is run by the real interpreters.</summary>
public sealed class FixTest : IDisposable
{
    private readonly HookSandbox git = new(remote: false);
    private static readonly string Token = Planted.Token(1);

    public void Dispose() => git.Dispose();

    private string Read(string file) => File.ReadAllText(Path.Combine(git.Work, file));

    private Run Fix(string place, params string[] more) => git.Stanch(["fix", place, "--env", "GITLAB_TOKEN", .. more]);

    private void Fixed(string file, string text, string expected)
    {
        git.Write(file, text);
        var line = text.Split('\n').Index().First(l => l.Item.Contains(Token, StringComparison.Ordinal)).Index + 1;
        var run = Fix($"{file}:{line}", "--yes");
        Assert.True(run.Code == 0, run.All);
        Assert.DoesNotContain(Token, run.All, StringComparison.Ordinal);
        Assert.Equal(expected, Read(file));
        Assert.Equal($"GITLAB_TOKEN={Token}\n", Read(".env"));
        Assert.Equal("/.env\n", Read(".gitignore"));
    }

    /// <summary>Runs it as a shell that has read .env.</summary>
    private string Output(string command)
    {
        var run = git.In(git.Work, "bash", "-c", $"set -a; . ./.env; set +a; {command}");
        Assert.True(run.Code == 0, run.All);
        return run.Output.TrimEnd('\n');
    }

    [Fact]
    public void Python_reads_it_from_the_environment_and_imports_what_that_needs()
    {
        HookSandbox.Need("python3");
        Fixed("a.py", $"#!/usr/bin/env python3\n\"\"\"Says it.\"\"\"\nfrom __future__ import annotations\n\ntoken = \"{Token}\"\nprint(token)\n",
            "#!/usr/bin/env python3\n\"\"\"Says it.\"\"\"\nfrom __future__ import annotations\nimport os\n\ntoken = os.environ[\"GITLAB_TOKEN\"]\nprint(token)\n");
        Assert.Equal(Token, Output("python3 a.py"));
    }

    [Fact]
    public void A_part_of_a_text_is_joined_to_the_rest()
    {
        HookSandbox.Need("python3");
        Fixed("a.py", $"import os\nurl = 'https://oauth2:{Token}@gitlab.example.org/x'.upper().lower()\nprint(url)\n",
            "import os\nurl = ('https://oauth2:' + os.environ[\"GITLAB_TOKEN\"] + '@gitlab.example.org/x').upper().lower()\nprint(url)\n");
        Assert.Equal($"https://oauth2:{Token}@gitlab.example.org/x".ToLowerInvariant(), Output("python3 a.py"));
    }

    [Fact]
    public void JavaScript_reads_it_in_a_plain_text_and_in_a_template()
    {
        HookSandbox.Need("node");
        Fixed("a.js", $"const token = '{Token}';\nconsole.log(token);\n", "const token = process.env.GITLAB_TOKEN;\nconsole.log(token);\n");
        Assert.Equal(Token, Output("node a.js"));
        git.Write("b.js", $"const header = `PRIVATE-TOKEN: {Token} ${{1 + 1}}`;\nconsole.log(header);\n");
        Assert.Equal(0, Fix("b.js:1", "--yes").Code);
        Assert.Equal("const header = `PRIVATE-TOKEN: ${process.env.GITLAB_TOKEN} ${1 + 1}`;\nconsole.log(header);\n", Read("b.js"));
        Assert.Equal($"PRIVATE-TOKEN: {Token} 2", Output("node b.js"));
    }

    [Fact]
    public void A_shell_reads_it_in_every_kind_of_quotes()
    {
        Fixed("a.sh", $"TOKEN={Token}\necho \"$TOKEN\"\n", "TOKEN=\"${GITLAB_TOKEN:?GITLAB_TOKEN is not set}\"\necho \"$TOKEN\"\n");
        Assert.Equal(Token, Output("bash a.sh"));
        git.Write("b.sh", $"curl_header='PRIVATE-TOKEN: {Token} !'\necho \"$curl_header\"\nother=\"x {Token}\"\necho \"$other\"\n");
        Assert.Equal(0, Fix("b.sh:1", "--yes").Code);
        Assert.Equal(0, Fix("b.sh:3", "--yes").Code);
        Assert.Equal($"PRIVATE-TOKEN: {Token} !\nx {Token}", Output("bash b.sh"));
        Assert.NotEqual(0, git.In(git.Work, "bash", "b.sh").Code);
    }

    [Fact]
    public void Ruby_and_PHP_read_it()
    {
        HookSandbox.Need("ruby");
        HookSandbox.Need("php");
        Fixed("a.rb", $"token = \"{Token}\"\nputs token\n", "token = ENV.fetch(\"GITLAB_TOKEN\")\nputs token\n");
        Assert.Equal(Token, Output("ruby a.rb"));
        git.Write("a.php", $"<?php\n$url = \"https://x:{Token}@gitlab.example.org\";\necho $url;\n");
        Assert.Equal(0, Fix("a.php:2", "--yes").Code);
        Assert.Equal($"https://x:{Token}@gitlab.example.org", Output("php a.php"));
        git.Write("b.php", $"<?php\nconst TOKEN = '{Token}';\n");
        var run = Fix("b.php:2", "--yes");
        Assert.Equal(2, run.Code);
        Assert.Contains("constant", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Go_reads_it_and_imports_what_that_needs()
    {
        HookSandbox.Need("gofmt");
        Fixed("a.go", $"package main\n\nimport \"fmt\"\n\nvar token = \"{Token}\"\n\nfunc main() {{ fmt.Println(token) }}\n",
            "package main\n\nimport \"os\"\n\nimport \"fmt\"\n\nvar token = os.Getenv(\"GITLAB_TOKEN\")\n\nfunc main() { fmt.Println(token) }\n");
        Assert.Equal(0, git.In(git.Work, "gofmt", "-e", "-l", "a.go").Code);
    }

    [Fact]
    public void Java_and_CSharp_read_it()
    {
        HookSandbox.Need("java");
        Fixed("A.java", $"public class A {{\n  static final String TOKEN = \"{Token}\";\n  public static void main(String[] a) {{ System.out.println(TOKEN); }}\n}}\n",
            "public class A {\n  static final String TOKEN = System.getenv(\"GITLAB_TOKEN\");\n  public static void main(String[] a) { System.out.println(TOKEN); }\n}\n");
        Assert.Equal(Token, Output("java A.java"));
        git.Write("a.cs", $"var token = \"{Token}\";\n");
        Assert.Equal(0, Fix("a.cs:1", "--yes").Code);
        Assert.DoesNotContain(Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(Read("a.cs"), cancellationToken: TestContext.Current.CancellationToken).GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
    }

    [Fact]
    public void Compose_reads_it() =>
        Fixed("compose.yaml", $"services:\n  a:\n    environment:\n      TOKEN: {Token}\n", "services:\n  a:\n    environment:\n      TOKEN: \"${GITLAB_TOKEN}\"\n");

    [Theory]
    [InlineData("a.json", "{{ \"token\": \"{0}\" }}\n", "JSON can't read variables")]
    [InlineData("k.yaml", "apiVersion: v1\nkind: ConfigMap\ndata: {{ token: {0} }}\n", "make a Secret")]
    [InlineData(".env.local", "TOKEN={0}\n", "keep it out of git")]
    [InlineData("a.py", "token = \"\"\"{0}\"\"\"\n", "move it by hand")]
    public void What_can_t_be_rewritten_is_refused_with_what_to_do_and_left_as_it_is(string file, string text, string why)
    {
        text = string.Format(System.Globalization.CultureInfo.InvariantCulture, text, Token);
        git.Write(file, text);
        var line = text.Split('\n').Index().First(l => l.Item.Contains(Token, StringComparison.Ordinal)).Index + 1;
        var run = Fix($"{file}:{line}", "--yes");
        Assert.Equal(2, run.Code);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.Equal(text, Read(file));
        Assert.False(File.Exists(Path.Combine(git.Work, ".env")));
    }

    [Fact]
    public void A_dry_run_shows_and_writes_nothing_and_without_a_yes_nothing_is_written()
    {
        git.Write("a.py", Planted.Line(1));
        var run = Fix("a.py:1", "--dry-run");
        Assert.Equal(0, run.Code);
        Assert.Contains("+token = os.environ[\"GITLAB_TOKEN\"]", run.Output, StringComparison.Ordinal);
        Assert.Contains("+GITLAB_TOKEN=glpa…(26)", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, run.All, StringComparison.Ordinal);
        Assert.Equal(2, Fix("a.py:1").Code);
        Assert.Equal(Planted.Line(1), Read("a.py"));
        Assert.False(File.Exists(Path.Combine(git.Work, ".env")));
    }

    [Fact]
    public void Names_and_lines_that_are_there_are_respected()
    {
        git.Write(".gitignore", ".env*");
        git.Write(".env", "GITLAB_TOKEN=other\nX=1");
        git.Write("a.py", Planted.Line(1));
        var run = Fix("a.py:1", "--yes");
        Assert.Equal(2, run.Code);
        Assert.Contains("another value", run.Error, StringComparison.Ordinal);
        Assert.Equal(Planted.Line(1), Read("a.py"));
        Assert.Equal(0, git.Stanch("fix", "a.py:1", "--env", "OTHER_TOKEN", "--yes").Code);
        Assert.Equal($"GITLAB_TOKEN=other\nX=1\nOTHER_TOKEN={Token}\n", Read(".env"));
        Assert.Equal(".env*", Read(".gitignore"));
        git.Write("b.py", Planted.Line(1));
        Assert.Equal(0, git.Stanch("fix", "b.py:1", "--env", "OTHER_TOKEN", "--yes").Code);
        Assert.Equal($"GITLAB_TOKEN=other\nX=1\nOTHER_TOKEN={Token}\n", Read(".env"));
    }

    [Fact]
    public void A_file_of_variables_that_git_tracks_is_refused()
    {
        git.CommitUnseen((".env", "X=1\n"));
        git.Write("a.py", Planted.Line(1));
        Assert.Contains("tracked by git", Fix("a.py:1", "--yes").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_is_read_by_the_playbook_s_code()
    {
        HookSandbox.Need("python3");
        git.Write("app/a.py", Planted.Line(1));
        var run = Fix("app/a.py:1", "--yes", "--store", "vault");
        Assert.True(run.Code == 0, run.All);
        Assert.Equal("from credential import read_credential\ntoken = read_credential().secret\n", Read("app/a.py"));
        Assert.Contains("HashiCorp Vault", Read("app/credential.py"), StringComparison.Ordinal);
        Assert.Contains("--store vault", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, git.In(git.Work, "python3", "-m", "py_compile", "app/a.py", "app/credential.py").Code);
        Assert.Equal(2, Fix("app/a.py:2", "--yes", "--store", "vault").Code);
    }
}
