using System.Text;
using System.Xml.Linq;
using CsCheck;
using Stanch.Providers.Network;

namespace Stanch.Tests.Providers.Network;

public sealed class XmlTreeTest
{
    private static string? Json(string xml) => XmlTree.Of(Encoding.UTF8.GetBytes(xml), cut: false)?.GetRawText();

    [Theory]
    [InlineData("<?xml version='1.0'?>\n<!-- c --><a xmlns=\"u:x\"><b>1</b><c><d> x &amp; &#x41;&#66; </d></c></a>", """{"b":"1","c":{"d":"x \u0026 AB"}}""")]
    [InlineData("<a><list><member>1</member></list><none/></a>", """{"list":["1"],"none":""}""")]
    [InlineData("<a><r><n>1</n></r><r><n>2</n></r></a>", """{"r":[{"n":"1"},{"n":"2"}]}""")]
    [InlineData("<s:a><s:b k='v>'/><s:c><![CDATA[<x>&amp;]]></s:c></s:a>", null)]
    [InlineData("<s:a><s:b k='v'/><s:c><![CDATA[<x>&amp;]]></s:c></s:a>", """{"b":"","c":"\u003Cx\u003E\u0026amp;"}""")]
    public void It_reads_as_JSON_would(string xml, string? json) => Assert.Equal(json, Json(xml));

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("<a>")]
    [InlineData("<a><b></a></b>")]
    [InlineData("<a></a><b></b>")]
    [InlineData("<a>text alone</a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x 'y'>]><a><b>&x;</b></a>")]
    [InlineData("<a><b>1</b></a> trailing")]
    [InlineData("<a><!-- never ends <b>1</b></a>")]
    public void What_is_no_answer_of_an_interface_is_none(string xml) => Assert.Null(Json(xml));

    [Fact]
    public void What_is_too_deep_or_cut_off_is_none()
    {
        Assert.Null(Json(string.Concat(Enumerable.Repeat("<a>", 100_000))));
        Assert.Null(Json(string.Concat(Enumerable.Repeat("<a>", 40)) + string.Concat(Enumerable.Repeat("</a>", 40))));
        Assert.Null(XmlTree.Of("<a><b>1</b></a>"u8, cut: true));
    }

    private static readonly string[] names = ["a", "b", "member", "Row"];
    private static readonly Gen<string> Texts = Gen.Char[" <>&\"'ab=é;#x41"].Array[0, 12].Select(c => new string(c));
    private static readonly Gen<XElement> Documents = Gen.Recursive<XElement>((depth, inner) => Gen.Select(Gen.Int[0, 3].Select(i => names[i]), Texts,
        depth < 4 ? inner.Array[0, 3] : Gen.Const(Array.Empty<XElement>()), (name, text, all) => all.Length == 0 ? new XElement(name, text) : new XElement(name, all)));

    [Fact]
    public void Every_text_of_a_document_comes_out_as_an_XML_reader_has_it() => Documents.Sample(document =>
    {
        if (!document.HasElements) return;
        var read = XmlTree.Of(Encoding.UTF8.GetBytes(document.ToString(SaveOptions.DisableFormatting)), cut: false);
        Assert.NotNull(read);
        Assert.Equal(document.Descendants().Where(e => !e.HasElements).Select(e => e.Value.Trim()).Order(StringComparer.Ordinal), Leaves(read.Value).Order(StringComparer.Ordinal));
    }, iter: 500);

    [Fact]
    public void No_bytes_bring_it_down() => Gen.Char["<>/!?-[]CDAT ab&;#x=\"'"].Array[0, 60].Select(c => new string(c)).Sample(text => Json("<" + text) is null or { Length: > 0 }, iter: 5000);

    private static IEnumerable<string> Leaves(System.Text.Json.JsonElement element) => element.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Leaves(p.Value)),
        System.Text.Json.JsonValueKind.Array => element.EnumerateArray().SelectMany(Leaves),
        _ => [element.GetString()!],
    };
}
