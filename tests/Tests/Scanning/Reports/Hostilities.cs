namespace Stanch.Tests.Scanning.Reports;

/// <summary>Texts that break a report which trusts them.</summary>
internal static class Hostilities
{
    public static IReadOnlyList<string> All { get; } =
    [
        "\e[2J\e[1;1H\e]0;clean\aclean: no secrets",
        "a\nclean: no secrets in anything that was scanned\r\n::add-mask::x",
        "tab\tvertical\vnul\0del\x7f bell\a nel\u0085 csi\u009b31m",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "\"><svg/onload=alert(1)> ' & &amp; &#60;b> ]]> --> ?>",
        "bidi \u202e\u2066txt.exe\u2069\u202c \u200b\u200f\ufeff end",
        "half \ud800 and \udc00 and \uffff \ufdd0 and \U000e0041 tags",
        "=HYPERLINK(\"http://evil.example\";\"x\")",
        "+1;=1+1", "-2+3", "@SUM(A1)", " =1+1", "'=1", "\t=1", "＝1",
        "a,b;\"c\"\r\n\"=1\"",
        "``` | `x` | <b> [click](http://evil.example) ![i](http://evil.example/x) @everyone #1 www.evil.example",
        "{0} [link](1) {{1}} \\[ %SRCROOT% ../../etc/passwd",
        "../..//C:\\x?query#fragment%2e%2e",
        "##vso[task.setvariable variable=x]y ##[error]no ##teamcity[buildStatus status='SUCCESS']",
        "日本語のファイル名/密码🔑.txt", "עברית ‏ and العربية", "e\u0301\u0301\u0301 zalgo",
        new string('A', 5000), "", " ", "-----", "</details></table></style></title>", "<stdin>", "<!--", "\u2028line\u2029para",
    ];
}
