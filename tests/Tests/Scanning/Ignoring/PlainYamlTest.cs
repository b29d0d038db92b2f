using System.Text;
using CsCheck;
using Stanch.Scanning.Ignoring;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDocument = Stanch.Scanning.Ignoring.YamlDocument;

namespace Stanch.Tests.Scanning.Ignoring;

public sealed class PlainYamlTest
{
    [Theory]
    [InlineData("a: 1", "{a=1}")]
    [InlineData("a: 1 # why\n# alone\nb: '# kept'", "{a=1,b=# kept}")]
    [InlineData("a:\n- x\n- y\nb: z", "{a=[x,y],b=z}")]
    [InlineData("a:\n  - x\n  -   y: 1\n      z: 2\n  - q", "{a=[x,{y=1,z=2},q]}")]
    [InlineData("a:\n  b:\n    c: d\n  e: f", "{a={b={c=d},e=f}}")]
    [InlineData("a: [x, 'y, z', \"w\"]", "{a=[x,y, z,w]}")]
    [InlineData("a: []\nb:", "{a=[],b=}")]
    [InlineData("a: it's\nb: 'it''s'\nc: \"\\u00e9\\n\\\"\"", "{a=it's,b=it's,c=é\n\"}")]
    [InlineData("\uFEFFa: b\r\nc: d\r\n", "{a=b,c=d}")]
    [InlineData("'a b': c\n\"d\": e", "{a b=c,d=e}")]
    [InlineData("a: b:c#d -e", "{a=b:c#d -e}")]
    [InlineData("-\n  a: b\n- c", "[{a=b},c]")]
    [InlineData("# nothing\n", "")]
    public void It_reads(string text, string expected)
    {
        var document = Read(text);
        Assert.Empty(document.Errors);
        Assert.Equal(expected, document.Root is null ? "" : Show(document.Root));
    }

    [Theory]
    [InlineData("a: &x b", 1, 4, "CFG005")]
    [InlineData("a: *x", 1, 4, "CFG005")]
    [InlineData("a: !t b", 1, 4, "CFG005")]
    [InlineData("a: |\n  text", 1, 4, "CFG005")]
    [InlineData("a: {b: c}", 1, 4, "CFG005")]
    [InlineData("---\na: b", 1, 1, "CFG005")]
    [InlineData("? a", 1, 1, "CFG005")]
    [InlineData("- - a", 1, 3, "CFG005")]
    [InlineData("a: b\n\tc: d", 2, 1, "CFG004")]
    [InlineData("a: b\tc", 1, 5, "CFG004")]
    [InlineData("a: b\n  c: d", 2, 3, "CFG004")]
    [InlineData("a: one\n  two", 2, 3, "CFG004")]
    [InlineData("  a: b\nc: d", 2, 1, "CFG004")]
    [InlineData("a: b\n- c", 2, 1, "CFG004")]
    [InlineData("a: \"b", 1, 4, "CFG006")]
    [InlineData("a: \"\\q\"", 1, 6, "CFG006")]
    [InlineData("a: \"\\ud800\"", 1, 10, "CFG006")]
    [InlineData("a: 'b' c", 1, 8, "CFG006")]
    [InlineData("a: [b, c", 1, 4, "CFG006")]
    [InlineData("a: [b,, c]", 1, 7, "CFG006")]
    [InlineData("a: b: c", 1, 4, "CFG006")]
    [InlineData("just text", 1, 1, "CFG006")]
    [InlineData("a: b\na: c", 2, 1, "CFG007")]
    [InlineData("a: \u0001", 1, 4, "CFG002")]
    [InlineData("<<<<<<< ours\na: b", 1, 1, "CFG003")]
    public void It_says_where_a_document_leaves_the_subset(string text, int line, int column, string code)
    {
        var error = Assert.Single(Read(text).Errors);
        Assert.Equal((line, column, code), (error.Line, error.Column, error.Code));
    }

    [Fact]
    public void All_mistakes_are_named()
    {
        var errors = Read("a: &x\nb: 'c\nd: e\nd: f\ng:\n  - \"\\q\"\n  - h: [\n").Errors;
        Assert.Equal(["CFG005 1", "CFG006 2", "CFG007 4", "CFG006 6", "CFG006 7"], errors.Select(e => $"{e.Code} {e.Line}"));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_an_error()
    {
        var error = Assert.Single(PlainYamlReader.Read("f", [(byte)'a', (byte)':', 0xFF]).Errors);
        Assert.Equal("f: error CFG002: is not UTF-8 text", error.ToString());
    }

    [Fact]
    public void Deep_nesting_is_an_error_and_no_overflow()
    {
        var text = string.Concat(Enumerable.Range(0, 2000).Select(i => new string(' ', i) + "a:\n"));
        Assert.Equal("CFG005", Assert.Single(Read(text).Errors).Code);
    }

    [Fact]
    public void A_message_holds_no_control_characters_of_a_stranger()
    {
        var error = new ConfigurationError("a\u001b[2Jb", 1, 1, "CFG010", $"unknown key {ConfigurationError.Quote("x\u202Ey")}");
        Assert.DoesNotContain(error.ToString(), c => char.IsControl(c) || c == '\u202E');
    }

    [Fact]
    public void No_bytes_crash_it_and_every_error_has_a_place() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        foreach (var error in PlainYamlReader.Read("f", bytes).Errors) Assert.True(error.Line == 0 || error.Column > 0);
    });

    /// <summary>The subset's promise: what it accepts, a YAML library reads as the same thing.</summary>
    [Fact]
    public void What_it_accepts_a_yaml_library_reads_alike() => Line.List[0, 8].Select(l => string.Join("\n", l)).Sample(text =>
    {
        var document = Read(text);
        if (document.Errors.Count > 0) return;
        var stream = new YamlStream();
        try { stream.Load(new StringReader(text)); }
        catch (YamlException e) { Assert.Fail($"accepted, and a library says: {e.Message}\n{text}"); }
        Assert.Equal(stream.Documents.Count == 0 ? "" : Show(stream.Documents[0].RootNode), document.Root is null ? "" : Show(document.Root));
    }, iter: 50_000);

    private static readonly Gen<string> Line = Gen.Select(
        Gen.OneOf("", "  ", "    ", " ", "\t"),
        Gen.OneOf("", "- ", "-  ", "-"),
        Gen.OneOf("", "a: ", "b: ", "c:", "'d': ", "\"e\" : ", "f g: ", "#h: ", "i : "),
        Gen.OneOf(
            Gen.OneOf("", "x", "x y", "x # c", "x#c", "'q'", "'q''r'", "\"s\\n\"", "\"t\" # c", "[a, b]", "[ ]", "['a', \"b\",]", "[a b,c:d]", "x: y", "x:", ":x", "-x", "*.pem", "**", "?x",
                "~", "@x", "`x", "%x", "x'y", "x\"y", "'", "\"", "[", "]", "[]#", "[a] # c", "{", "#c", "a\tb", "!x", "&x", "x,y", ",x", "x]", "> y", "| y", "...", "---", "x -y", "x ?y", "\"\\x41\\u00e9\""),
            Gen.String[Gen.Char["ab:-?#'\"[],{} \\"], 0, 6]),
        (indent, dash, key, value) => indent + dash + key + value);

    private static YamlDocument Read(string text) => PlainYamlReader.Read("f", Encoding.UTF8.GetBytes(text));

    private static string Show(Stanch.Scanning.Ignoring.YamlNode node) => node switch
    {
        YamlScalar s => s.Text,
        YamlMapping m => "{" + string.Join(",", m.Pairs.Select(p => $"{p.Key.Text}={Show(p.Value)}")) + "}",
        YamlSequence s => "[" + string.Join(",", s.Items.Select(Show)) + "]",
        _ => throw new InvalidOperationException(),
    };

    private static string Show(YamlDotNet.RepresentationModel.YamlNode node) => node switch
    {
        YamlScalarNode s => s.Value ?? "",
        YamlMappingNode m => "{" + string.Join(",", m.Children.Select(p => $"{Show(p.Key)}={Show(p.Value)}")) + "}",
        YamlSequenceNode s => "[" + string.Join(",", s.Children.Select(Show)) + "]",
        _ => throw new InvalidOperationException(),
    };
}
