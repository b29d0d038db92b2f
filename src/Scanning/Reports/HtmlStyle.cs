using System.Security.Cryptography;
using System.Text;

namespace Stanch.Scanning.Reports;

/// <summary>The HTML report's style sheet: system fonts, light and dark, paper.</summary>
internal static class HtmlStyle
{
    /// <summary>Line feeds alone, whatever the source was checked out with: a browser hashes it that way.</summary>
    public static string Css { get; } =
        """

        :root {
          color-scheme: light dark;
          --paper: #fdfdfc; --ink: #1d2226; --soft: #59636b; --line: #d9dde0; --well: #f3f4f3; --mark: #ffe9a8; --mark-ink: #3d2c00;
          --link: #0b5a8a; --critical: #a3123a; --high: #ad3f06; --medium: #765600; --low: #1c5a9c; --info: #4d5860; --good: #1c6b3c; --badge: #fff;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #15191c; --ink: #e4e8ea; --soft: #a0abb2; --line: #343c42; --well: #1d2327; --mark: #5c4700; --mark-ink: #ffeab0;
            --link: #7cc0ec; --critical: #ff8da1; --high: #ffa071; --medium: #e6c35c; --low: #8abfff; --info: #b4bec5; --good: #7fd39c; --badge: #14181b;
          }
        }
        * { box-sizing: border-box }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
        header, main, footer { max-width: 64rem; margin: 0 auto; padding: 0 1.5rem }
        header { padding-top: 2.5rem }
        h1, h2, h3 { line-height: 1.25; text-wrap: balance }
        h1 { font-size: 2rem; margin: .2rem 0 .6rem; letter-spacing: -.015em }
        h2 { font-size: 1.3rem; margin: 3rem 0 .8rem }
        h3 code { font-weight: 400 }
        h3 { font-size: 1.12rem; margin: 0; display: flex; flex-wrap: wrap; gap: .4rem .7rem; align-items: center }
        p { margin: .5rem 0 }
        a { color: var(--link); text-underline-offset: .15em }
        a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px }
        code, pre { font-family: ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, monospace; font-size: .9em; unicode-bidi: isolate }
        code { overflow-wrap: anywhere }
        mark { background: var(--mark); color: var(--mark-ink); border-radius: 3px; padding: .05em .2em }
        .name { font-weight: 700; letter-spacing: .04em; color: var(--soft); margin: 0 }
        .partial { border: 2px solid var(--high); border-radius: 6px; padding: .7rem 1rem; margin: 1rem 0 }
        .soft { color: var(--soft) }
        .good { color: var(--good) }
        .badge { background: var(--info); color: var(--badge); font-size: .74rem; font-weight: 700; letter-spacing: .05em; text-transform: uppercase;
          padding: .2em .6em; border-radius: 4px; white-space: nowrap }
        .critical { background: var(--critical) } .high { background: var(--high) } .medium { background: var(--medium) } .low { background: var(--low) }
        article { border-top: 1px solid var(--line); padding: 1.5rem 0 }
        article > p { margin: .35rem 0 .8rem }
        pre { background: var(--well); border-radius: 6px; padding: .8rem 1rem; margin: .8rem 0; overflow-x: auto; line-height: 1.5 }
        pre .line { color: var(--soft); user-select: none; border-right: 1px solid var(--line); padding-right: .8em; margin-right: .8em }
        .wide { overflow-x: auto }
        table { border-collapse: collapse; width: 100%; font-size: .93rem }
        th, td { text-align: left; vertical-align: top; padding: .45rem .9rem .45rem 0; border-bottom: 1px solid var(--line) }
        th { font-size: .82rem; color: var(--soft); font-weight: 600 }
        td.n, th.n { text-align: right; padding-right: 0; font-variant-numeric: tabular-nums }
        td.when, td.value { white-space: nowrap; font-variant-numeric: tabular-nums }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.2rem; margin: .6rem 0 }
        dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
        .loss { color: var(--high); font-weight: 600 }
        ol { margin: .8rem 0; padding-left: 1.4rem } li { margin: .2rem 0 }
        summary { cursor: pointer; padding: .4rem 0; color: var(--link) }
        footer { padding: 2rem 1.5rem 3rem; color: var(--soft); font-size: .9rem }
        @media (max-width: 52rem) { .wide table { min-width: 46rem } }
        @media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .6rem } h1 { font-size: 1.6rem } }
        @media print {
          :root { --paper: #fff; --ink: #000; --soft: #333; --line: #999; --well: #f4f4f4; --mark: #eee; --mark-ink: #000; --link: #000;
            --critical: #000; --high: #000; --medium: #000; --low: #000; --info: #000; --badge: #fff }
          body { font-size: 10.5pt } pre, tr { break-inside: avoid } h2, h3 { break-after: avoid } .wide, pre { overflow: visible } .wide table { min-width: 0 } pre { white-space: pre-wrap; border: 1px solid var(--line) }
          .badge { background: none; color: #000; border: 1px solid #000 } header { padding-top: 0 }
        }

        """.ReplaceLineEndings("\n");

    /// <summary>The policy lets this style sheet in and nothing else: no script, no picture, no address.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; base-uri 'none'; form-action 'none'";
}
