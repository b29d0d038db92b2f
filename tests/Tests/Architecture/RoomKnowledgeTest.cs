using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Stanch.Tests.Architecture;

/// <summary>What a room must not know, looked up in what its compiled assembly refers to.</summary>
public sealed class RoomKnowledgeTest
{
    private static readonly string[] Files = ["System.IO.File", "System.IO.Directory", "System.IO.FileStream", "System.IO.FileInfo", "System.IO.DirectoryInfo", "System.IO.RandomAccess", "System.IO.MemoryMappedFiles."];
    private static readonly string[] Network = ["System.Net.Http.", "System.Net.Sockets.", "System.Net.WebClient", "System.Net.Dns"];
    private static readonly string[] Waiting = ["System.Threading.Tasks.Task", "System.Threading.Tasks.ValueTask", "System.Runtime.CompilerServices.AsyncTaskMethodBuilder"];
    private static readonly string[] Clocks = ["System.DateTime", "System.DateTimeOffset", "System.TimeProvider"];
    private static readonly string[] Yaml = ["YamlDotNet.", "Tomlyn."];
    private static readonly string[] Patterns = ["System.Text.RegularExpressions."];
    private static readonly string[] Database = ["System.Data.", "Microsoft.AspNetCore.", "Microsoft.Extensions."];

    public static TheoryData<string, string[]> Forbidden => new()
    {
        { "Archives", [.. Network, .. Yaml, .. Database, "System.Console", "System.Diagnostics.Process"] },
        { "Catalog", [.. Files, .. Network, .. Waiting, .. Clocks, .. Yaml, .. Patterns, .. Database] },
        { "Catalog.Compiler", [.. Network, .. Waiting, .. Clocks, .. Database] },
        { "Detection", [.. Files, .. Network, .. Waiting, .. Clocks, .. Yaml, .. Database, "System.Console"] },
        { "Providers", [.. Files, .. Yaml, .. Database, "System.Console", "System.Diagnostics.Process"] },
        { "Images", [.. Yaml, .. Database, "System.Net.Sockets.Socket", "System.Net.Http.HttpClient", "System.Net.Dns", "System.Console", "System.Diagnostics.Process"] },
        { "Sources", [.. Network, .. Yaml, .. Database, "System.Console", "System.Diagnostics.Process"] },
        { "Scanning", [.. Network, .. Yaml, .. Database, "System.Console", "System.Diagnostics.Process"] },
        { "Fixing", [.. Network, .. Waiting, .. Clocks, .. Yaml, .. Database, "System.Console", "System.Diagnostics.Process"] },
        { "Hooks", [.. Network, .. Yaml, .. Database, "System.Console"] },
        { "Playbooks", [.. Files, .. Network, .. Waiting, .. Clocks, .. Yaml, .. Database, "System.Console", "System.Diagnostics.Process"] },
        { "Remediation", [.. Network, .. Yaml, .. Database, "System.Console", "System.Diagnostics.Process"] },
        { "Text", [.. Files, .. Network, .. Waiting, .. Clocks, .. Yaml, .. Database, "System.Console", "System.Diagnostics.Process"] },
        { "Cli", [.. Network, .. Yaml, .. Database] },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void A_room_does_not_know(string room, string[] forbidden)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, room == "Cli" ? "stanch.dll" : $"Stanch.{room}.dll");
        Assert.Equal([], ReferredTypes(assembly).FindAll(t => forbidden.Any(f => f.EndsWith('.') ? t.StartsWith(f, StringComparison.Ordinal) : t == f || t.StartsWith(f + "`", StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_room_is_looked_at() =>
        Assert.Equal(Repository.Rooms.Select(r => r.Name), Forbidden.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    private static List<string> ReferredTypes(string assembly)
    {
        using var stream = File.OpenRead(assembly);
        using var executable = new PEReader(stream);
        var metadata = executable.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(metadata.GetTypeReference).Select(t => $"{metadata.GetString(t.Namespace)}.{metadata.GetString(t.Name)}")];
    }
}
