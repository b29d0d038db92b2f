using System.Text.Json;

namespace Stanch.Archives.Formats;

/// <summary>Jupyter notebooks. Each cell and each output is a text cut into lines of JSON; put together, a key of many lines is found, and pictures and tables are what they are.</summary>
internal sealed class NotebookFormat : JsonFormat
{
    protected override bool FitsObject(ReadOnlySpan<byte> head) =>
        (head.StartsWith("\"cells\""u8) || head.StartsWith("\"metadata\""u8) || head.StartsWith("\"nbformat"u8)) && (head.IndexOf("\"cell_type\""u8) >= 0 || head.IndexOf("\"nbformat\""u8) >= 0);

    protected override void Read(JsonElement root, Opened opened)
    {
        var number = 0;
        // Notebooks before version 4 keep cells in worksheets.
        foreach (var cell in Items(Member(root, "cells")).Concat(Items(Member(root, "worksheets")).SelectMany(w => Items(Member(w, "cells")))))
        {
            var name = $"cell-{++number}";
            Take(name, Text(Member(cell, "source") ?? Member(cell, "input")), opened);
            if (Member(cell, "attachments") is { ValueKind: JsonValueKind.Object } attachments)
                foreach (var attachment in attachments.EnumerateObject()) Bundle($"{name}/{NameOf(attachment)}", attachment.Value, opened);
            var output = 0;
            foreach (var one in Items(Member(cell, "outputs"))) Output($"{name}/output-{++output}", one, opened);
        }
    }

    private static void Output(string name, JsonElement output, Opened opened)
    {
        Take(name, Text(Member(output, "text")), opened);
        if (Items(Member(output, "traceback")).Any()) Take($"{name}/traceback", string.Join('\n', Items(Member(output, "traceback")).Select(t => Text(t))), opened);
        if (Member(output, "data") is { ValueKind: JsonValueKind.Object } data) Bundle(name, data, opened);
    }

    /// <summary>The same thing in several media types.</summary>
    private static void Bundle(string name, JsonElement bundle, Opened opened)
    {
        if (bundle.ValueKind != JsonValueKind.Object) return;
        foreach (var form in bundle.EnumerateObject())
        {
            var type = NameOf(form);
            var text = type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("json", StringComparison.Ordinal) || type.EndsWith("xml", StringComparison.Ordinal) || type.EndsWith("javascript", StringComparison.Ordinal);
            if (text) Take($"{name}/{type}", Text(form.Value), opened);
            else TakeBase64($"{name}/{type}", Text(form.Value), opened);
        }
    }
}
