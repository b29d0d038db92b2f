using System.Text;
using CsCheck;
using Stanch.Catalog.Compiler;
using Stanch.Catalog.Compiler.Yaml;

namespace Stanch.Tests.Catalog.Compiler;

public sealed class StrictYamlTest
{
    private static (Node? Root, List<Diagnostic> Said) Read(byte[] text)
    {
        var complaints = new Complaints("x.yaml");
        return (StrictYaml.Read(text, complaints), [.. complaints.InOrder()]);
    }

    private static (Node? Root, List<Diagnostic> Said) Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Every_scalar_is_text()
    {
        var (root, said) = Read("a: 012\nb: yes\nc: null\nd: ~\ne: 1e3\nf: 2020-01-01\ng:\n");
        Assert.Empty(said);
        Assert.Equal(["012", "yes", "null", "~", "1e3", "2020-01-01", ""], ((MapNode)root!).Entries.Select(e => ((TextNode)e.Value).Value));
    }

    [Fact]
    public void A_node_knows_its_place()
    {
        var (root, _) = Read("# first\na:\n  - {b: c}\n");
        var item = (MapNode)((MapNode)root!).List("a")!.Items[0];
        Assert.Equal(new Place(3, 5), item.At);
        Assert.Equal(new Place(3, 9), item.Text("b")!.At);
    }

    [Fact]
    public void A_byte_order_mark_is_no_text() => Assert.Empty(Read([0xEF, 0xBB, 0xBF, .. "a: b"u8]).Said);

    [Fact]
    public void Bytes_that_are_no_text_are_refused() => Assert.Equal("CAT001", Assert.Single(Read([0x61, 0x3A, 0x20, 0xFF]).Said).Code);

    [Fact]
    public void A_deep_nest_is_refused_and_not_climbed() => Assert.Contains(Read(new string('[', 5000)).Said, d => d.Code == "CAT002");

    [Fact]
    public void Any_bytes_come_out_as_nodes_or_as_a_complaint() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            var (root, said) = Read(bytes);
            Assert.True(root is not null || said.Count > 0);
        }, iter: 5_000);

    private static readonly Gen<string> Piece = Stanch.Tests.Detection.Detectors.OneOf(
        "a", "b: ", "- ", ": ", "? ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ", ", "'", "\"", "|", ">-", "&x ", "*x", "!!str ", "#", " #", "---\n", "...\n", "%YAML 1.2\n",
        "\\", "\t", "é", "\u0085", "\U0001F511", "\0", "@", "`", "<<: ");

    [Fact]
    public void Any_pieces_of_YAML_come_out_as_nodes_or_as_a_complaint() =>
        Piece.Array[0, 24].Sample(pieces =>
        {
            var (root, said) = Read(string.Concat(pieces));
            Assert.True(root is not null || said.Count > 0);
        }, iter: 5_000);

    [Fact]
    public void A_file_with_bytes_changed_compiles_or_is_complained_of() =>
        Gen.Select(Gen.Int[0, Compiled.Acme.Length - 1], Gen.Int[0, 12], Piece).Sample((at, length, piece) =>
        {
            var text = Compiled.Acme.Remove(at, Math.Min(length, Compiled.Acme.Length - at)).Insert(at, piece);
            using var compiled = Compiled.Files(("acme.yaml", text));
            Assert.True(compiled.Result.Catalog is not null || compiled.Diagnostics.Count > 0);
        }, iter: 500);
}
