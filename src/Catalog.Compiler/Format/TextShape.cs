using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stanch.Catalog.Compiler.Yaml;

namespace Stanch.Catalog.Compiler.Format;

/// <summary>Text, perhaps out of a closed list or of a certain form.</summary>
internal sealed record TextShape : Shape
{
    private Regex? form;

    public override string Kind => "text";

    /// <summary>The closed list.</summary>
    public IReadOnlyList<string>? OneOf { get; init; }
    /// <summary>A regular expression for the whole text that .NET and ECMAScript read alike.</summary>
    public string? Form { get; init; }
    public bool MayBeEmpty { get; init; }
    /// <summary>What the form is called in a message: <c>an https address</c>.</summary>
    public string FormName { get; init; } = "";
    /// <summary>What a text of another form is reported as.</summary>
    public Code FormCode { get; init; } = Codes.Malformed;
    /// <summary>What no form can tell: says what is wrong with a text, or null.</summary>
    public Func<string, string?>? Objection { get; init; }
    public Code ObjectionCode { get; init; } = Codes.Malformed;

    public override bool Takes(Node node) => node is TextNode;

    public override void Check(Node node, string what, Reader reader)
    {
        var text = ((TextNode)node).Value;
        if (text.Length == 0 && MayBeEmpty) return;
        if (text.Length == 0) reader.Complaints.Add(node.At, Codes.Malformed, $"'{what}' is empty");
        else if (OneOf is not null && !OneOf.Contains(text))
            reader.Complaints.Add(node.At, Codes.NotListed, $"'{what}' is '{text}'; it may be {string.Join(", ", OneOf)}");
        else if (Form is not null && !(form ??= new Regex(Form, RegexOptions.CultureInvariant)).IsMatch(text))
            reader.Complaints.Add(node.At, FormCode, $"'{what}' is '{text}', which is not {FormName}");
        else if (Objection?.Invoke(text) is { } objection) reader.Complaints.Add(node.At, ObjectionCode, $"'{what}' {objection}");
    }

    public override void Write(Node node, Utf8JsonWriter json) => json.WriteStringValue(((TextNode)node).Value);

    public override void Schema(Utf8JsonWriter json)
    {
        if (OneOf is null && Form is null)
        {
            // An editor takes a plain scalar such as 200 or true for something else than text, which it is here.
            json.WriteStartArray("type");
            foreach (var type in new[] { "string", "number", "boolean" }) json.WriteStringValue(type);
            json.WriteEndArray();
        }
        else json.WriteString("type", "string");
        if (OneOf is null && !MayBeEmpty) json.WriteNumber("minLength", 1);
        if (Form is not null) json.WriteString("pattern", MayBeEmpty ? $"^$|{Form}" : Form);
        if (OneOf is null) return;
        json.WriteStartArray("enum");
        foreach (var one in OneOf) json.WriteStringValue(one);
        json.WriteEndArray();
    }
}

internal sealed record NumberShape(double Low, double High) : Shape
{
    public override string Kind => "a number";
    public bool Whole { get; init; }

    public override bool Takes(Node node) => node is TextNode;

    public static double? Parse(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    public override void Check(Node node, string what, Reader reader)
    {
        var text = ((TextNode)node).Value;
        if (Parse(text) is not { } number || number < Low || number > High || (Whole && number != Math.Truncate(number)))
            reader.Complaints.Add(node.At, Codes.Malformed, $"'{what}' is '{text}', which is not a {(Whole ? "whole " : "")}number from {Low} to {High}");
    }

    public override void Write(Node node, Utf8JsonWriter json) => json.WriteNumberValue(Parse(((TextNode)node).Value) ?? 0);

    public override void Schema(Utf8JsonWriter json)
    {
        json.WriteString("type", Whole ? "integer" : "number");
        json.WriteNumber("minimum", Low);
        json.WriteNumber("maximum", High);
    }
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed record FlagShape : Shape
{
    public override string Kind => "true or false";

    public override bool Takes(Node node) => node is TextNode;

    public override void Check(Node node, string what, Reader reader)
    {
        if (((TextNode)node).Value is not ("true" or "false"))
            reader.Complaints.Add(node.At, Codes.Malformed, $"'{what}' is '{((TextNode)node).Value}', which is not true or false");
    }

    public override void Write(Node node, Utf8JsonWriter json) => json.WriteBooleanValue(((TextNode)node).Value == "true");

    public override void Schema(Utf8JsonWriter json) => json.WriteString("type", "boolean");
}
