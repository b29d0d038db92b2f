using System.Text.Json;
using Stanch.Catalog.Compiler.Yaml;

namespace Stanch.Catalog.Compiler.Format;

/// <summary>Reads a family file, <c>playbooks/families/api-key.yaml</c>: the playbook of a credential whose provider says nothing.</summary>
internal static class FamilyReader
{
    private static readonly RecordShape family = new(
        new Field("title", new TextShape { Help = "What one of them is called" }, Need.Always),
        new Field("playbook", PlaybookFormat.Playbook, Need.Always));

    /// <summary>Whether the file is one of a family, not of a provider: its folder says so.</summary>
    public static bool Takes(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) == "families";

    /// <returns>Null when the file has a mistake.</returns>
    public static Family? Read(ReadOnlySpan<byte> utf8, string id, Reader reader)
    {
        if (!ProviderFormat.Families.Contains(id))
            reader.Complaints.Add(new Place(1, 1), Codes.FileName, $"the file's name makes the family '{id}'; there are {string.Join(", ", ProviderFormat.Families)}");
        if (StrictYaml.Read(utf8, reader.Complaints) is not { } root) return null;
        family.Check(root, "the file", reader);
        if (reader.Complaints.Any) return null;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) PlaybookFormat.Playbook.Write(root["playbook"]!, json);
        return new Family(id, root.Text("title")!.Value, stream.ToArray());
    }
}
