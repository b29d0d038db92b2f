using System.Text;
using CsCheck;
using Stanch.Scanning.Ignoring;

namespace Stanch.Tests.Scanning.Ignoring;

public sealed class BaselineTest
{
    private static readonly string Header = $"#stanch-baseline version=1 salt={Values.SaltHex}\n";

    [Fact]
    public void It_is_sorted_has_one_line_a_value_and_says_nothing_else()
    {
        var text = Encoding.UTF8.GetString(Baseline.Write(Values.Salt, [("9-" + new string('b', 24), "b/c"), ("1-" + new string('a', 24), "b/z"), ("1-" + new string('a', 24), "b/a")]));
        Assert.Equal($"{Header}1-aaaaaaaaaaaaaaaaaaaaaaaa b/a\n9-bbbbbbbbbbbbbbbbbbbbbbbb b/c\n", text);
    }

    [Fact]
    public void What_is_written_is_read_whatever_the_order_and_however_often() => Fingerprints.List[0, 30].Sample(prints =>
    {
        var lines = Encoding.UTF8.GetString(Baseline.Write(Values.Salt, prints.Select(p => (p, "a/b")))).Split('\n');
        var shuffled = string.Join("\r\n", lines.Reverse().Concat(lines));
        var read = Baseline.Read("f", Encoding.UTF8.GetBytes(shuffled));
        Assert.Empty(read.Errors);
        Assert.Equal(prints.ToHashSet().Order(), read.Value!.Fingerprints.Order());
        Assert.Equal(Values.Salt, Assert.Single(read.Value.Salts));
    });

    [Fact]
    public void Every_corrupt_line_is_named()
    {
        var errors = Read($"{Header}1-aaaaaaaaaaaaaaaaaaaaaaaa b/a\n1-aaaaaaaaaaaaaaaaaaaaaaa b/a\n1-aaaaaaaaaaaaaaaaaaaaaaaa\n\n# fine\n1-aaaaaaaaaaaaaaaaaaaaaaaa a b\n<<<<<<< x\n#stanch-baseline version=2 salt=00\n").Errors;
        Assert.Equal(["3 CFG020", "4 CFG020", "7 CFG020", "8 CFG003", "9 CFG021"], errors.Select(e => $"{e.Line} {e.Code}"));
        Assert.Equal("f(3,1): error CFG020: '1-aaaaaaaaaaaaaaaaaaaaaaa b/a' is not 'fingerprint detector'", errors[0].ToString());
    }

    [Fact]
    public void Without_a_header_it_is_no_baseline() => Assert.Equal("CFG021", Assert.Single(Read("1-aaaaaaaaaaaaaaaaaaaaaaaa b/a\n").Errors).Code);

    [Fact]
    public void Lines_that_a_union_of_two_files_brings_together_are_read_under_both_salts()
    {
        var read = Read($"{Header}1-aaaaaaaaaaaaaaaaaaaaaaaa b/a\n#stanch-baseline version=1 salt={new string('a', 16)}\n2-aaaaaaaaaaaaaaaaaaaaaaaa b/a\n").Value!;
        Assert.Equal(2, read.Salts.Count);
        Assert.Equal(2, read.Fingerprints.Count);
    }

    [Fact]
    public void No_bytes_crash_the_reader() => Gen.Byte.Array[0, 120].Sample(bytes => Baseline.Read("f", [.. Encoding.UTF8.GetBytes(Header), .. bytes]).Errors.Count >= 0);

    [Fact]
    public void A_baseline_that_is_not_there_is_an_error() => Assert.Equal("CFG001", Assert.Single(Baseline.Read("/no/such/file").Errors).Code);

    [Fact]
    public void Writing_leaves_no_other_file_behind()
    {
        using var folder = new TestFolder();
        Assert.Null(Baseline.Write(folder.At("b"), Values.Salt, [(Values.Print(1), "a/b")]));
        Assert.Null(Baseline.Write(folder.At("b"), Values.Salt, [(Values.Print(2), "a/b")]));
        Assert.Equal("b", Assert.Single(Directory.GetFileSystemEntries(folder.Root).Select(Path.GetFileName)));
        Assert.Equal("CFG001", Baseline.Write(folder.At("no/b"), Values.Salt, [])!.Code);
    }

    [Fact]
    public void Writing_replaces_a_link_and_does_not_follow_it()
    {
        using var folder = new TestFolder();
        File.CreateSymbolicLink(folder.At("b"), folder.Write("elsewhere", "precious"));
        Assert.Null(Baseline.Write(folder.At("b"), Values.Salt, []));
        Assert.Equal("precious", folder.Read("elsewhere"));
        Assert.Equal(Header, folder.Read("b"));
    }

    private static readonly Gen<string> Fingerprints = Gen.Char["0123456789abcdef"].Array[25].Select(c => $"{c[0]}-{new string(c, 1, 24)}");

    private static ConfigurationResult<Baseline> Read(string text) => Baseline.Read("f", Encoding.UTF8.GetBytes(text));
}
