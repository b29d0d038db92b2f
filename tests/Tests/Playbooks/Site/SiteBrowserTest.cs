using System.Text.Json;
using Stanch.Tests.Architecture;
using Stanch.Tests.Playbooks.Snippets;

namespace Stanch.Tests.Playbooks.Site;

/// <summary>The site on a disk, and one browser to look at it.</summary>
public sealed class OpenedSite : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stanch-site-");
    private readonly Lazy<Browser> browser;

    public OpenedSite() => browser = new(() =>
    {
        var opened = new Browser();
        foreach (var (path, content) in Pages.Files)
        {
            var file = Path.Combine(folder.FullName, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
        return opened;
    });

    internal Browser Browser => browser.Value;

    public string Address(string path) => new Uri(Path.Combine(folder.FullName, path)).AbsoluteUri;

    public void Dispose()
    {
        if (browser.IsValueCreated) browser.Value.Dispose();
        folder.Delete(recursive: true);
    }
}

/// <summary>The site as a browser shows it, opened from a disk.</summary>
public sealed class SiteBrowserTest(OpenedSite site) : IClassFixture<OpenedSite>
{
    private static readonly string[] Shown = ["index.html", "providers/stripe.html", "types/zoom/client-secret.html", "types/stripe/publishable-key.html", "types/private-keys/openssh.html"];

    private string Address(string path) => site.Address(path);

    [Fact]
    public void Axe_finds_no_obstacle_in_light_and_dark_and_no_page_is_wider_than_a_small_phone()
    {
        var browser = site.Browser;
        var axe = File.ReadAllText(Path.Combine(Npm(), "node_modules", "axe-core", "axe.min.js"));
        var obstacles = new List<string>();
        foreach (var path in Shown)
        {
            foreach (var dark in new[] { false, true })
            {
                browser.Open(Address(path), 1280, dark);
                Assert.Equal($"{dark}", browser.Evaluate("matchMedia('(prefers-color-scheme: dark)').matches"), ignoreCase: true);
                // What is folded is looked at too.
                browser.Run("for (const folded of document.querySelectorAll('details')) folded.open = true");
                browser.Run(axe);
                using var result = JsonDocument.Parse(browser.Evaluate("axe.run(document, { preload: false, resultTypes: ['violations'] }).then(r => JSON.stringify({ passed: r.passes.length, found: r.violations.map(v => `${v.id}: ${v.nodes[0].html}`) }))"));
                Assert.InRange(result.RootElement.GetProperty("passed").GetInt32(), 20, 200);
                obstacles.AddRange(result.RootElement.GetProperty("found").EnumerateArray().Select(v => $"{path} {(dark ? "dark" : "light")} {v.GetString()}"));
            }
        }
        foreach (var path in (string[])[.. Shown, "categories/payments.html", "code/account-id+client-id+secret.html", "types/azure/sas-token.html"])
        {
            browser.Open(Address(path), 360, dark: false);
            Assert.Equal($"{path}: 360", $"{path}: {browser.Evaluate("document.documentElement.scrollWidth")}");
        }
        Assert.Empty(obstacles);
        Assert.Empty(browser.Complaints);
        Assert.All(browser.Requests, r => Assert.StartsWith(Address(""), r, StringComparison.Ordinal));
    }

    [Fact]
    public void The_search_finds_by_name_and_by_how_a_value_begins()
    {
        var browser = site.Browser;
        browser.Open(Address("index.html"), 1280, dark: false);
        Assert.Equal("types/github/personal-access-token.html", First("ghp_" + new string('x', 36)));
        Assert.Equal("types/zoom/client-secret.html", First("zoom oauth"));
        Assert.StartsWith("types/stripe/", First("Stripe"), StringComparison.Ordinal);
        Assert.Equal("", First("no such thing"));
        Assert.StartsWith("Nothing of that name.", browser.Evaluate("document.getElementById('count').textContent"), StringComparison.Ordinal);
        First("ghp_");
        browser.Run("document.getElementById('search').requestSubmit()");
        while (!browser.Evaluate("document.readyState + location.pathname").EndsWith("types/github/personal-access-token.html", StringComparison.Ordinal)) Thread.Sleep(20);
        Assert.Empty(browser.Complaints);

        string First(string query)
        {
            browser.Run($"document.getElementById('query').value = '{query}'; document.getElementById('query').dispatchEvent(new Event('input'))");
            return browser.Evaluate("document.querySelector('#results a')?.getAttribute('href') ?? ''");
        }
    }

    [Fact]
    public void A_page_of_code_takes_the_names_of_the_type_that_led_to_it_and_nothing_else()
    {
        var browser = site.Browser;
        var page = Address("code/account-id+client-id+secret.html");
        browser.Open($"{page}?of=zoom/client-secret&as=ZOOM_ACCOUNT_ID+ZOOM_CLIENT_ID+ZOOM_CLIENT_SECRET#kubernetes-python", 1280, dark: false);
        Assert.Equal("true", browser.Evaluate("document.getElementById('kubernetes-python').closest('details').open"));
        var text = browser.Evaluate("document.querySelector('main').textContent");
        Assert.Contains("\"zoom/client-secret\"", text, StringComparison.Ordinal);
        Assert.Contains("ZOOM_CLIENT_SECRET", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("provider/credential|provider-credential|provider%2F|PROVIDER_", text);
        browser.Open($"{page}?of=%3Cimg%20src=x%3E/b&as=a+b+c", 1280, dark: false);
        text = browser.Evaluate("document.querySelector('main').innerHTML");
        Assert.Contains("provider/credential", text, StringComparison.Ordinal);
        Assert.DoesNotContain("img", text, StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    private static string Npm()
    {
        var folder = Directory.CreateDirectory(Repository.At("artifacts", "site", "npm")).FullName;
        var source = Repository.At("tests", "Tests", "Playbooks", "Site", "Npm");
        var stamp = Path.Combine(folder, "installed");
        var pins = File.ReadAllText(Path.Combine(source, "package-lock.json"));
        if (File.Exists(stamp) && File.ReadAllText(stamp) == pins) return folder;
        foreach (var file in Directory.EnumerateFiles(source)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        Tools.Install(Tools.Need("npm"), ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
        File.WriteAllText(stamp, pins);
        return folder;
    }
}
