using Stanch.Tests.Sources.Files;

namespace Stanch.Tests.Archives;

/// <summary>Archives as the real programs make them.</summary>
public sealed class RealArchivesTest : IDisposable
{
    private readonly TempTree tree = new();

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData("zip", "zip -q a in/x.txt && mv a.zip a", "a!/in/x.txt")]
    [InlineData("zip", "zip -q -0 a in/x.txt && mv a.zip a", "a!/in/x.txt")]
    [InlineData("zip", "zip -q -Z bzip2 a in/x.txt && mv a.zip a", "a!/in/x.txt")]
    [InlineData("zip", "cat in/x.txt | zip -q -fz a - && mv a.zip a", "a!/-")]
    [InlineData("tar", "tar cf a in/x.txt", "a!/in/x.txt")]
    [InlineData("tar", "tar cf a --format=v7 in/x.txt", "a!/in/x.txt")]
    [InlineData("tar", "tar cf a --format=pax in/x.txt", "a!/in/x.txt")]
    [InlineData("tar gzip", "tar czf a in/x.txt", "a!/in/x.txt")]
    [InlineData("tar bzip2", "tar cjf a in/x.txt", "a!/in/x.txt")]
    [InlineData("tar xz", "tar cJf a in/x.txt", "a!/in/x.txt")]
    [InlineData("tar zstd", "tar --zstd -cf a in/x.txt", "a!/in/x.txt")]
    [InlineData("gzip", "gzip -c in/x.txt > a", "a!/x.txt")]
    [InlineData("gzip", "gzip -nc in/x.txt > a", "a!/content")]
    [InlineData("bzip2", "bzip2 -c in/x.txt > a", "a!/content")]
    [InlineData("xz", "xz -c in/x.txt > a", "a!/content")]
    [InlineData("xz", "xz -c --check=none -T2 in/x.txt > a", "a!/content")]
    [InlineData("xz", "xz -c --block-size=500 in/x.txt > a", "a!/content")]
    [InlineData("zstd", "zstd -q -c in/x.txt > a", "a!/content")]
    [InlineData("cpio", "echo in/x.txt | cpio -o -H newc 2>/dev/null > a", "a!/in/x.txt")]
    [InlineData("cpio gzip", "echo in/x.txt | cpio -o -H newc 2>/dev/null | gzip -n > a", "a!/in/x.txt")]
    [InlineData("7zz", "7zz a -bd -bso0 a.7z in/x.txt && mv a.7z a", "a!/in/x.txt")]
    [InlineData("7zz", "7zz a -bd -bso0 -m0=ppmd a.7z in/x.txt && mv a.7z a", "a!/in/x.txt")]
    [InlineData("7zz", "7zz a -bd -bso0 -m0=bzip2 -ms=off a.7z in/x.txt && mv a.7z a", "a!/in/x.txt")]
    [InlineData("7zz", "7zz a -bd -bso0 -tzip -mm=lzma a.zip in/x.txt && mv a.zip a", "a!/in/x.txt")]
    [InlineData("7zz", "7zz a -bd -bso0 -tzip -mm=deflate64 a.zip in/x.txt && mv a.zip a", "a!/in/x.txt")]
    [InlineData("7zz", "7zz a -bd -bso0 -tzip -mm=ppmd a.zip in/x.txt && mv a.zip a", "a!/in/x.txt")]
    public void What_is_packed_is_handed_on(string programs, string make, string place)
    {
        tree.File("in/x.txt", "one\ntwo\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"line {i}\n")));
        tree.Make(programs, make);
        var contents = Contents.Of(tree);
        Assert.Contains(place, contents.Places);
        Assert.Equal(File.ReadAllText(tree.At("in/x.txt")), contents.Text(place));
        Assert.Equal([], contents.Skips);
        Assert.Equal((1, 1), (contents.Coverage.Containers, contents.Coverage.Entries));
    }

    [Theory]
    [InlineData("gzip", "gzip -nc")]
    [InlineData("bzip2", "bzip2 -c")]
    [InlineData("xz", "xz -c")]
    [InlineData("zstd", "zstd -qc")]
    public void Streams_that_follow_each_other_are_one(string program, string command)
    {
        tree.File("in/x", "first\n").File("in/y", "second\n");
        tree.Make(program, $"({command} in/x; {command} in/y) > a");
        Assert.Equal("first\nsecond\n", Contents.Of(tree).Text("a!/content"));
    }

    [Theory]
    [InlineData("xz", "xz -c in/x")]
    [InlineData("bzip2", "bzip2 -c in/x")]
    [InlineData("zstd", "zstd -qc in/x")]
    [InlineData("zip", "zip -q - in/x")]
    [InlineData("7zz", "(7zz a -bd -bso0 b.7z in/x; cat b.7z; rm b.7z)")]
    public void What_is_packed_twice_is_handed_on(string programs, string make)
    {
        tree.File("in/x", "text\n");
        tree.Make($"{programs} gzip", $"{make} | gzip -nc > a");
        var contents = Contents.Of(tree);
        Assert.Equal("text\n", contents.Text(Assert.Single(contents.Places, p => p.StartsWith("a!/content!/", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_rar_archive_is_opened()
    {
        var contents = Contents.Of(Rar.Of(("in/x.txt", "text\n"u8.ToArray()), ("y", "more\n"u8.ToArray())));
        Assert.Equal("text\n", contents.Text("<stdin>!/in/x.txt"));
        Assert.Equal("more\n", contents.Text("<stdin>!/y"));
        Assert.Equal([], contents.Skips);
    }

    [Fact]
    public void A_package_of_Debian_holds_its_files_and_an_archive_in_it_its_own()
    {
        tree.File("in/deep", "deep\n").File("p/DEBIAN/control", "Package: x\nVersion: 1\nArchitecture: all\nMaintainer: a <a@example.org>\nDescription: x\n").File("p/etc/x", "plain\n");
        tree.Make("dpkg-deb zip tar gzip", "zip -q -j p/etc/n.zip in/deep; tar czf p/etc/m.tar.gz -C p/etc n.zip; rm p/etc/n.zip; dpkg-deb -b p a.deb >/dev/null; rm -r p in");
        var contents = Contents.Of(tree);
        Assert.Equal("plain\n", contents.Text("a.deb!/data.tar.xz!/etc/x"));
        Assert.Equal("deep\n", contents.Text("a.deb!/data.tar.xz!/etc/m.tar.gz!/n.zip!/deep"));
        Assert.Contains("a.deb!/control.tar.xz!/control", contents.Places);
        Assert.Equal([], contents.Skips);
    }

    [Fact]
    public void A_package_of_rpm_holds_its_files_and_its_scripts()
    {
        tree.File("x.txt", "plain\n").File("x.spec", "Name: x\nVersion: 1\nRelease: 1\nSummary: s\nLicense: L\nBuildArch: noarch\n%description\nd\n%install\nmkdir -p %{buildroot}/etc\ncp %{here}/x.txt %{buildroot}/etc/\n%post\necho script-of-it\n%files\n/etc/x.txt\n");
        tree.Make("rpmbuild", "rpmbuild -bb --define \"_topdir $PWD/r\" --define \"here $PWD\" x.spec >/dev/null 2>&1; cp r/RPMS/noarch/*.rpm a.rpm; rm -rf r .none");
        var contents = Contents.Of(tree);
        Assert.Equal("plain\n", contents.Text("a.rpm!/etc/x.txt"));
        Assert.Contains("\necho script-of-it", contents.Text("a.rpm!/<header>"), StringComparison.Ordinal);
        Assert.Equal([], contents.Skips);
    }
}
