using System.Text;
using System.Text.Unicode;

namespace Stanch.Sources.Files;

/// <summary>Paths are bytes on Unix and in git, and text for people.</summary>
public static class PathText
{
    /// <summary>UTF-8 as text; a byte that is none becomes <c>\xE9</c>, so that two names never look the same by being broken.</summary>
    public static string Decode(ReadOnlySpan<byte> path)
    {
        if (Utf8.IsValid(path)) return Encoding.UTF8.GetString(path);
        var text = new StringBuilder(path.Length + 16);
        while (!path.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(path, out var rune, out var used);
            if (status == System.Buffers.OperationStatus.Done) text.Append(rune.ToString());
            else for (var i = 0; i < used; i++) text.Append("\\x").Append(path[i].ToString("X2"));
            path = path[used..];
        }
        return text.ToString();
    }
}
