using System.Text.Json;

namespace Stanch.Archives.Formats;

/// <summary>HTTP archives, as browsers save them: the bodies that were sent and received.</summary>
internal sealed class HarFormat : JsonFormat
{
    protected override bool FitsObject(ReadOnlySpan<byte> head) =>
        head.StartsWith("\"log\""u8) && (head.IndexOf("\"creator\""u8) >= 0 || head.IndexOf("\"entries\""u8) >= 0);

    protected override void Read(JsonElement root, Opened opened)
    {
        var number = 0;
        foreach (var entry in Items(Member(Member(root, "log"), "entries")))
        {
            var name = $"entry-{++number}";
            Take($"{name}/request", Text(Member(Member(Member(entry, "request"), "postData"), "text")), opened);
            var content = Member(Member(entry, "response"), "content");
            if (Text(Member(content, "encoding")) == "base64") TakeBase64($"{name}/response", Text(Member(content, "text")), opened);
            else Take($"{name}/response", Text(Member(content, "text")), opened);
        }
    }
}
