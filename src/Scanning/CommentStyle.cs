using System.Collections.Frozen;

namespace Stanch.Scanning;

/// <summary>How a file of some kind holds a comment to the end of the line.</summary>
/// <param name="Close">Empty: the comment ends with the line.</param>
public sealed record CommentStyle(string Open, string Close)
{
    private static readonly FrozenDictionary<string, CommentStyle> ByExtension = Table(
        ("//", "", "c h cc cpp cxx hpp cs java js jsx mjs cjs ts tsx go rs swift kt kts scala php dart groovy gradle jsonc json5 proto zig v m mm fs fsx sol"),
        ("#", "", "py rb sh bash zsh fish yaml yml toml conf cfg env properties tf tfvars hcl pl pm r ps1 psm1 ex exs jl nim mk cmake tcl npmrc pypirc netrc gitignore gitconfig editorconfig service"),
        ("--", "", "sql lua hs elm ada adb vhd vhdl"),
        (";", "", "ini el clj cljs lisp scm asm s reg"),
        ("%", "", "tex erl hrl"),
        ("rem", "", "bat cmd"),
        ("<!--", "-->", "html htm xml md markdown svg xhtml vue csproj props targets config plist xaml resx"),
        ("/*", "*/", "css scss less"));

    private static readonly FrozenDictionary<string, CommentStyle> ByName = Table(("#", "", "dockerfile makefile gemfile rakefile vagrantfile jenkinsfile procfile .env .npmrc .bashrc .zshrc .profile"));

    private static FrozenDictionary<string, CommentStyle> Table(params (string Open, string Close, string Names)[] rows) =>
        rows.SelectMany(r => r.Names.Split(' ').Select(name => (name, new CommentStyle(r.Open, r.Close)))).ToFrozenDictionary(p => p.name, p => p.Item2, StringComparer.OrdinalIgnoreCase);

    /// <returns>Null: files of this kind hold no comments, or it is not known how.</returns>
    public static CommentStyle? Of(string file)
    {
        var name = Path.GetFileName(file);
        if (ByName.TryGetValue(name, out var style) || name.StartsWith(".env.", StringComparison.Ordinal) && ByName.TryGetValue(".env", out style)) return style;
        return ByExtension.GetValueOrDefault(Path.GetExtension(name).TrimStart('.'));
    }

    public string Comment(string text) => Close.Length == 0 ? $"{Open} {text}" : $"{Open} {text} {Close}";
}
