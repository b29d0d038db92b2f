using System.Text.RegularExpressions;

namespace Stanch.Tests.Architecture;

/// <summary>The projects against the table and the diagram of docs/architecture.md, which are the house's plan.</summary>
public sealed partial class RoomsTest
{
    [Fact]
    public void Every_room_is_in_the_table_and_every_row_is_a_room() =>
        Assert.Equal(Table.Keys.Order(StringComparer.Ordinal), Repository.Rooms.Select(r => r.Name));

    [Fact]
    public void A_room_is_its_folder() => Assert.All(Repository.Rooms, r => Assert.Equal(r.Folder, r.Name));

    [Fact]
    public void A_room_references_what_its_row_allows_and_nothing_else() => Assert.All(Repository.Rooms, room =>
    {
        var row = Table[room.Name];
        Assert.Equal(row.Rooms.Order(StringComparer.Ordinal), room.Rooms.Order(StringComparer.Ordinal));
        Assert.Equal(row.Packages.Order(StringComparer.Ordinal), room.Packages.Order(StringComparer.Ordinal));
    });

    [Fact]
    public void The_diagram_shows_the_references_that_there_are()
    {
        var drawn = Arrow().Matches(Repository.Read("docs", "architecture.md")).Select(m => (From: m.Groups[1].Value, To: m.Groups[2].Value));
        var real = Repository.Rooms.SelectMany(r => r.Rooms.Select(to => (From: r.Name.Replace(".", "", StringComparison.Ordinal), To: to.Replace(".", "", StringComparison.Ordinal))));
        Assert.Equal(real.Order(), drawn.Order());
    }

    [Fact]
    public void All_rooms_are_in_the_solution() =>
        Assert.All(Repository.Rooms, r => Assert.Contains($"src/{r.Name}/{r.Name}.csproj", Repository.Read("Stanch.slnx"), StringComparison.Ordinal));

    private static readonly Dictionary<string, (string[] Rooms, string[] Packages)> Table = Row().Matches(Repository.Read("docs", "architecture.md"))
        .ToDictionary(m => m.Groups["room"].Value, m => (Names(m.Groups["rooms"].Value), Names(m.Groups["packages"].Value)), StringComparer.Ordinal);

    private static string[] Names(string cell) => cell.Trim() == "nothing" ? [] : cell.Split(',', StringSplitOptions.TrimEntries);

    /// <summary><c>| **Room** | what | rooms | packages | must not know |</c></summary>
    [GeneratedRegex(@"^\| \*\*(?<room>[\w.]+)\*\* \|[^|]*\|(?<rooms>[^|]*)\|(?<packages>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^    (\w+) --> (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Arrow();
}
