using System.Text.Json;
using Stanch.Tests.Images;

namespace Stanch.Tests.Cli;

/// <summary>Images made by hand, scanned by the program.</summary>
public sealed class ImagesTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("stanch-images-").FullName;
    private readonly OciFolder image;

    public ImagesTest() => image = new OciFolder(Path.Combine(folder, "lay"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Run Scan(params string[] arguments) => Program.Scan(folder, ["--show-secrets", "--workers", "2", .. arguments.Length > 0 ? arguments : ["oci:lay"]]);

    private static JsonElement The(Run run, int number) => Assert.Single(run.Findings, f => f.GetProperty("secret").GetString() == Planted.Token(number));

    private static string State(JsonElement finding) => finding.GetProperty("image").GetProperty("images")[0].GetProperty("state").GetString()!;

    [Fact]
    public void What_later_layers_delete_overwrite_or_hide_is_found_and_said()
    {
        image.Image("one",
        [
            OciFolder.Layer(("app/gone.py", Planted.Line(1)), ("app/over.py", Planted.Line(2)), ("etc/d/opaque.py", Planted.Line(3)), ("srv/x/y.py", Planted.Line(4)), ("app/stays.py", Planted.Line(5))),
            OciFolder.Layer(("app/.wh.gone.py", ""), ("app/over.py", "nothing\n"), ("etc/d/.wh..wh..opq", ""), (".wh.srv", "")),
        ], ["COPY . /app # buildkit", "RUN rm -rf /srv"]);
        var run = Scan();
        Assert.Equal(1, run.Code);
        Assert.Equal(["deleted", "overwritten", "deleted", "deleted", "visible"], Enumerable.Range(1, 5).Select(n => State(The(run, n))));
        var gone = The(run, 1);
        Assert.StartsWith("oci:lay:one!/", gone.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("/app/gone.py", gone.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.Equal("COPY . /app # buildkit", gone.GetProperty("image").GetProperty("instruction").GetString());
        Assert.Equal(1, gone.GetProperty("image").GetProperty("images")[0].GetProperty("layer_number").GetInt32());
        Assert.False(gone.GetProperty("image").GetProperty("visible").GetBoolean());
        Assert.Equal(2, run.Receipt.GetProperty("unique_layers").GetInt32());
        var text = Program.Stanch(folder, "scan", "oci:lay");
        Assert.Contains("deleted by a later layer, still in this one", text.Output, StringComparison.Ordinal);
        Assert.Contains("layer 1 of 2, COPY . /app # buildkit · linux/amd64", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted.Token(1), text.All, StringComparison.Ordinal);
    }

    [Fact]
    public void Environment_labels_and_build_arguments_are_read_and_instructions_hide_what_was_found()
    {
        image.Image("one", [OciFolder.Layer(("a.txt", Planted.Line(4)))],
            [$"RUN |1 BUILD_TOKEN={Planted.Token(3)} /bin/sh -c make # buildkit", $"/bin/sh -c #(nop) ENV GITLAB_TOKEN={Planted.Token(1)}"],
            new { Env = new[] { "PATH=/bin", $"GITLAB_TOKEN={Planted.Token(1)}" }, Labels = new Dictionary<string, string> { ["deploy"] = Planted.Token(2) } });
        var run = Program.Scan(folder, "oci:lay");
        Assert.Equal(["a.txt", "config/env", "config/history", "config/history", "config/labels"], run.Findings.Select(f => f.GetProperty("image").GetProperty("path").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(Enumerable.Range(1, 4), n => Assert.DoesNotContain(Planted.Token(n), run.All, StringComparison.Ordinal));
        var layer = Assert.Single(run.Findings, f => f.GetProperty("image").GetProperty("path").GetString() == "a.txt");
        Assert.StartsWith("RUN |1 BUILD_TOKEN=glpa…(26)", layer.GetProperty("image").GetProperty("instruction").GetString(), StringComparison.Ordinal);
        var env = Assert.Single(run.Findings, f => f.GetProperty("image").GetProperty("path").GetString() == "config/env");
        Assert.Equal(2, env.GetProperty("line_start").GetInt32());
        Assert.Contains("ENV GITLAB_TOKEN=", env.GetProperty("image").GetProperty("instruction").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_of_two_tags_and_a_file_of_two_layers_are_read_once_and_told_everywhere()
    {
        var shared = OciFolder.Layer(("app/a.py", Planted.Line(1)), ("app/b.py", Planted.Line(1)), ("c.txt", "nothing to see here\n"));
        image.Image("one", [shared]);
        image.Image("two", [shared, OciFolder.Layer(("app/again.py", Planted.Line(1)))]);
        var run = Scan();
        Assert.Equal((2, 3, 2, 2), (run.Receipt.GetProperty("images").GetInt32(), run.Receipt.GetProperty("layers").GetInt32(), run.Receipt.GetProperty("unique_layers").GetInt32(), run.Receipt.GetProperty("repeated_files").GetInt32()));
        Assert.Equal(["app/a.py", "app/again.py", "app/b.py"], run.Findings.Select(f => f.GetProperty("image").GetProperty("path").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal(2, run.Findings.Single(f => f.GetProperty("image").GetProperty("path").GetString() == "app/a.py").GetProperty("image").GetProperty("images").GetArrayLength());
        Assert.Equal(1, Scan("oci:lay:one").Receipt.GetProperty("images").GetInt32());
    }

    [Fact]
    public void An_archive_within_a_layer_is_opened()
    {
        image.Image("one", [OciFolder.Gzip(OciFolder.Tar([("srv/app.tar", OciFolder.Tar(("conf/x.py", Planted.Line(1))))]))]);
        var found = The(Scan(), 1);
        Assert.EndsWith("/srv/app.tar!/conf/x.py", found.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.Equal("conf/x.py", found.GetProperty("entry").GetString());
    }

    [Fact]
    public void Every_platform_is_read_or_the_one_that_is_asked_for()
    {
        string Member(int number, string architecture)
        {
            var config = JsonSerializer.SerializeToUtf8Bytes(new { os = "linux", architecture });
            var layer = OciFolder.Layer(("a.py", Planted.Line(number)));
            var manifest = image.Manifest(config, [OciFolder.Descriptor("application/vnd.oci.image.layer.v1.tar+gzip", image.Blob(layer), layer.Length)]);
            return OciFolder.Descriptor("application/vnd.oci.image.manifest.v1+json", OciFolder.DigestOf(manifest), manifest.Length, $$$""","platform":{"os":"linux","architecture":"{{{architecture}}}"}""");
        }
        image.Tag("multi", System.Text.Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"manifests":[{{Member(1, "amd64")}},{{Member(2, "arm64")}}]}"""), "application/vnd.oci.image.index.v1+json");
        Assert.Equal(2, Scan().Findings.Count);
        var arm = Scan("oci:lay", "--platform", "linux/arm64");
        Assert.Equal("linux/arm64", The(arm, 2).GetProperty("image").GetProperty("images")[0].GetProperty("platform").GetString());
        Assert.Single(arm.Findings);
        Assert.False(arm.Receipt.GetProperty("partial").GetBoolean());
        var none = Scan("oci:lay", "--platform", "linux/s390x");
        Assert.Equal(3, none.Code);
        Assert.Contains("no image for linux/s390x; there are: linux/amd64, linux/arm64", none.Output, StringComparison.Ordinal);
        Assert.Equal(2, Scan(".", "--platform", "linux/arm64").Code);
    }

    [Fact]
    public void A_blob_of_an_artifact_is_scanned_as_the_file_that_it_was()
    {
        var blob = System.Text.Encoding.UTF8.GetBytes(Planted.Line(1));
        var manifest = image.Manifest("{}"u8.ToArray(), [OciFolder.Descriptor("text/plain", image.Blob(blob), blob.Length, ",\"annotations\":{\"org.opencontainers.image.title\":\"notes/deploy.py\"}")],
            "application/vnd.oci.empty.v1+json", $$$""","artifactType":"application/vnd.example","annotations":{"note":"{{{Planted.Token(2)}}}"}""");
        image.Tag("artifact", manifest);
        var run = Scan();
        Assert.EndsWith("/notes/deploy.py", The(run, 1).GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("/manifest/annotations", The(run, 2).GetProperty("file").GetString(), StringComparison.Ordinal);
    }
}
