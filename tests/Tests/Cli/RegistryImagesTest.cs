using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Stanch.Tests.Images;
using Stanch.Tests.Playbooks.Snippets;

namespace Stanch.Tests.Cli;

/// <summary>Registries and daemons, real ones and doubles that misbehave, scanned by the program.</summary>
public sealed class RegistryImagesTest : IDisposable
{
    private const string User = "reader", Password = "p4ss-of-the-registry";

    private readonly string folder = Directory.CreateTempSubdirectory("stanch-registry-").FullName;
    private readonly OciFolder image;
    private readonly byte[] layer = OciFolder.Layer(("app/a.py", Planted.Line(1)));
    private readonly string digest;

    public RegistryImagesTest()
    {
        image = new OciFolder(Path.Combine(folder, "lay"));
        digest = image.Image("one", [layer], ["COPY . /app"]);
        Directory.CreateDirectory(Path.Combine(folder, "docker"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Run Scan(string target, string daemon = "") => Scan([target], daemon);

    private Run Scan(string[] arguments, string daemon = "")
    {
        using var process = Program.Start(folder, e => (e["DOCKER_CONFIG"], e["DOCKER_HOST"]) = (Path.Combine(folder, "docker"), daemon), ["scan", "--report", "jsonl", "--workers", "2", .. arguments]);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)));
        return new Run(process.ExitCode, output, error.Result);
    }

    private void LogIn(string host) =>
        File.WriteAllText(Path.Combine(folder, "docker", "config.json"), JsonSerializer.Serialize(new { auths = new Dictionary<string, object> { [host] = new { auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")) } } }));

    private Answered Blob(Asked asked) => File.Exists(image.PathOf(asked.Path[(asked.Path.LastIndexOf('/') + 1)..]))
        ? new Answered(200, File.ReadAllBytes(image.PathOf(asked.Path[(asked.Path.LastIndexOf('/') + 1)..]))) : Answered.Text(404, "{}");

    private Answered Serve(Asked asked) => asked.Path == "/v2/" ? Answered.Text(200, "{}")
        : asked.Path.EndsWith("/manifests/one", StringComparison.Ordinal) ? new Answered(200, File.ReadAllBytes(image.PathOf(digest)), "Content-Type: application/vnd.oci.image.manifest.v1+json\r\n")
        : asked.Path.Contains("sha256:", StringComparison.Ordinal) ? Blob(asked) : Answered.Text(404, "{}");

    private static string Lost(Run run) => string.Concat(run.Receipt.GetProperty("skipped").EnumerateArray().Where(s => s.GetProperty("loss").GetBoolean()).Select(s => s.GetRawText()));

    [Fact]
    public void A_token_is_asked_for_with_the_login_and_neither_goes_to_where_blobs_are_kept()
    {
        using var blobs = new RegistryDouble(Blob);
        RegistryDouble? tokens = null;
        RegistryDouble? registry = null;
        using (tokens = new RegistryDouble(_ => Answered.Text(200, """{"token":"t0ken-of-the-dance"}""")))
        using (registry = new RegistryDouble(asked => asked.Path != "/v2/" && asked.Authorization != "Bearer t0ken-of-the-dance"
            ? Answered.Text(401, "{}", $"WWW-Authenticate: Bearer realm=\"http://127.0.0.1:{tokens.Port}/token\",service=\"reg\",scope=\"repository:team/app:pull,push\"\r\n")
            : asked.Path.Contains("/blobs/", StringComparison.Ordinal) ? Answered.Text(307, "", $"Location: http://127.0.0.1:{blobs.Port}{asked.Path}\r\n") : Serve(asked)))
        {
            LogIn($"127.0.0.1:{registry.Port}");
            var run = Scan($"registry:127.0.0.1:{registry.Port}/team/app:one");
            Assert.Equal((1, ""), (run.Code, run.Error));
            Assert.Single(run.Findings);
            var token = Assert.Single(tokens.Requests);
            Assert.Equal("service=reg&scope=repository:team/app:pull", token.Query);
            Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")), token.Authorization);
            Assert.All(registry.Requests, r => Assert.DoesNotContain("Basic", r.Authorization, StringComparison.Ordinal));
            Assert.NotEmpty(blobs.Requests);
            Assert.All(blobs.Requests, r => Assert.Equal("", r.Authorization));
            Assert.DoesNotContain(Password, run.All, StringComparison.Ordinal);
            Assert.DoesNotContain("t0ken-of-the-dance", run.All, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Whoever_says_offline_has_no_registry_asked()
    {
        using var registry = new RegistryDouble(_ => Answered.Text(404, "{}"));
        var run = Scan([$"registry:127.0.0.1:{registry.Port}/team/app:one", "--check", "--offline"]);
        Assert.Equal(2, run.Code);
        Assert.Contains("--offline", run.Error, StringComparison.Ordinal);
        Assert.Empty(registry.Requests);
    }

    [Fact]
    public void A_page_a_wrong_digest_a_cut_download_and_a_missing_layer_are_named()
    {
        using (var page = new RegistryDouble(_ => Answered.Text(200, "<html>sign in</html>", "Content-Type: text/html\r\n")))
        {
            var run = Scan($"registry:127.0.0.1:{page.Port}/team/app:one");
            Assert.Equal(3, run.Code);
            Assert.Contains("a web page came", Lost(run), StringComparison.Ordinal);
        }
        var of = OciFolder.DigestOf(layer);
        foreach (var (answer, words) in new (Func<Answered>, string)[]
        {
            (() => new Answered(200, OciFolder.Layer(("app/b.py", "other\n"))), "digest"),
            (() => new Answered(200, layer, Cut: layer.Length / 2), "cut off"),
            (() => Answered.Text(404, "{}"), "does not have it"),
            (() => Answered.Text(307, "", "Location: http://169.254.169.254/latest/meta-data\r\n"), "may not lead to"),
            (() => Answered.Text(307, "", "Location: file:///etc/passwd\r\n"), "of the kind file"),
        })
        {
            using var registry = new RegistryDouble(asked => asked.Path.EndsWith(of, StringComparison.Ordinal) ? answer() : Serve(asked));
            var run = Scan($"registry:127.0.0.1:{registry.Port}/team/app:one");
            Assert.True(run.Receipt.GetProperty("partial").GetBoolean(), words);
            Assert.Contains(of[..19], Lost(run), StringComparison.Ordinal);
            Assert.True(words != "digest" ? Lost(run).Contains(words, StringComparison.Ordinal) : Lost(run).Contains("digest", StringComparison.Ordinal) || Lost(run).Contains("bytes", StringComparison.Ordinal), Lost(run));
        }
    }

    [Fact]
    public void A_download_that_breaks_off_is_taken_up_where_it_stopped()
    {
        var of = OciFolder.DigestOf(layer);
        using var registry = new RegistryDouble(asked => !asked.Path.EndsWith(of, StringComparison.Ordinal) ? Serve(asked)
            : asked.Headers.TryGetValue("Range", out var range) ? From(int.Parse(range.Split('=', '-')[1])) : new Answered(200, layer, Cut: layer.Length / 2));
        var run = Scan($"registry:127.0.0.1:{registry.Port}/team/app:one");
        Assert.Equal(1, run.Code);
        Assert.False(run.Receipt.GetProperty("partial").GetBoolean());

        Answered From(int at) => new(206, layer[at..], $"Content-Range: bytes {at}-{layer.Length - 1}/{layer.Length}\r\n");
    }

    [Fact]
    public void A_daemon_is_asked_over_its_socket_for_the_one_image()
    {
        var inner = OciFolder.Tar(("app/a.py", Planted.Line(1)));
        var config = JsonSerializer.SerializeToUtf8Bytes(new { os = "linux", architecture = "amd64", rootfs = new { diff_ids = new[] { OciFolder.DigestOf(inner) } }, history = new[] { new { created_by = "COPY . /app" } } });
        var saved = OciFolder.Tar([("0123/layer.tar", inner), ("abc.json", config), ("manifest.json", """[{"Config":"abc.json","RepoTags":["app:1"],"Layers":["0123/layer.tar"]}]"""u8.ToArray())]);
        var socket = Path.Combine(folder, "s");
        using var daemon = new RegistryDouble(asked => asked.Path == "/images/team/app:1/json" ? Answered.Text(200, "{}") : asked.Path == "/images/team/app:1/get" ? new Answered(200, saved) : Answered.Text(404, "{}"), socket);
        var run = Scan("docker:team/app:1", $"unix://{socket}");
        Assert.Equal((1, ""), (run.Code, run.Error));
        var found = Assert.Single(run.Findings);
        Assert.Equal($"docker:team/app:1!/{OciFolder.DigestOf(inner)[7..19]}/app/a.py", found.GetProperty("file").GetString());
        Assert.Equal("COPY . /app", found.GetProperty("image").GetProperty("instruction").GetString());
        Assert.Contains("no such image", Lost(Scan("docker:other", $"unix://{socket}")), StringComparison.Ordinal);
        Assert.Equal(2, Scan("docker:other", "tcp://10.0.0.1:2375").Code);
    }

    [Fact]
    public void Images_that_skopeo_pushes_to_a_real_registry_are_read_in_gzip_and_zstd()
    {
        string server = Tools.Need("docker-registry"), skopeo = Tools.Need("skopeo"), umoci = Tools.Need("umoci");
        var port = FreePort();
        File.WriteAllText(Path.Combine(folder, "registry.yml"), $"version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: {folder}/data\nhttp:\n  addr: 127.0.0.1:{port}\n");
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(server, ["serve", Path.Combine(folder, "registry.yml")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            Assert.True(SpinWait.SpinUntil(() => Answers(port), TimeSpan.FromSeconds(30)));
            File.WriteAllBytes(Path.Combine(folder, "two.tar"), OciFolder.Tar(("app/.wh.a.py", ""), ("app/b.py", Planted.Line(2))));
            Tools.Succeed(umoci, ["raw", "add-layer", "--image", "lay:one", "--history.created_by", "RUN rm /app/a.py", "two.tar"], folder);
            foreach (var (tag, compression) in new[] { ("gz", "gzip"), ("zs", "zstd") })
                Tools.Succeed(skopeo, ["--insecure-policy", "copy", "-q", "--dest-tls-verify=false", "--dest-compress-format", compression, "oci:lay:one", $"docker://127.0.0.1:{port}/team/app:{tag}"], folder);
            var run = Scan($"registry:127.0.0.1:{port}/team/app:*");
            Assert.Equal((1, ""), (run.Code, run.Error));
            Assert.Equal(2, run.Receipt.GetProperty("images").GetInt32());
            Assert.Equal(["app/a.py False", "app/b.py True"], run.Findings.Select(f => $"{f.GetProperty("image").GetProperty("path").GetString()} {f.GetProperty("image").GetProperty("visible").GetBoolean()}").Distinct().Order(StringComparer.Ordinal));
            Assert.Equal(3, Scan($"registry:127.0.0.1:{port}/team/none:1").Code);
        }
        finally
        {
            process.Kill();
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static bool Answers(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            Thread.Sleep(50);
            return false;
        }
    }
}
