using System.Text.Json;
using Stanch.Providers.Checks;
using Stanch.Providers.Network;

namespace Stanch.Providers.Reach;

/// <summary>A row of a list: its key where the list is an object, and what it holds.</summary>
internal readonly record struct Row(string Key, JsonElement Value)
{
    /// <summary>What the pointer leads to. A row that is a word or a list of words is that, and a member of an object goes by its key.</summary>
    public string? Text(string name, string pointer)
    {
        if (Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && Pointer.Find(Value, pointer) is { } at) return Facts.Text(at);
        if (name == "name" && Key.Length > 0) return Key;
        return Value.ValueKind == JsonValueKind.Object ? null : Facts.Text(Value);
    }

    public bool Has(string pointer) => Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && Pointer.Find(Value, pointer) is { } at && Pointer.IsThere(at)
        && !(at.ValueKind == JsonValueKind.String && at.GetString() is "" or "false") && !(at.ValueKind == JsonValueKind.Array && at.GetArrayLength() == 0);
}

/// <summary>Finds the rows of an answer.</summary>
internal static class Rows
{
    /// <returns>Null: the answer has no such list.</returns>
    public static IReadOnlyList<Row>? Of(ListDeclaration list, Answer answer)
    {
        if (answer.Tree is not { } tree) return null;
        if (list.Absent && tree.ValueKind == JsonValueKind.Object && !tree.EnumerateObject().MoveNext()) return [];
        if ((list.Rows.Length == 0 ? tree : Pointer.Find(tree, list.Rows)) is not { } rows) return null;
        var isXml = answer.Json is null;
        return rows.ValueKind switch
        {
            JsonValueKind.Array => [.. rows.EnumerateArray().Select(r => new Row("", r))],
            // XML does not tell an empty list from an empty text, nor a list of one from its row.
            JsonValueKind.String when isXml && rows.GetString() is { Length: 0 } => [],
            JsonValueKind.Object when isXml => [new Row("", rows)],
            JsonValueKind.Object when list.Rows.Length > 0 => [.. rows.EnumerateObject().Select(p => new Row(p.Name, p.Value))],
            _ => null,
        };
    }
}
