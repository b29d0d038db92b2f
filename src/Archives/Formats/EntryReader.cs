using SharpCompress.Readers;
using Stanch.Sources;

namespace Stanch.Archives.Formats;

/// <summary>What SharpCompress reads one entry after the other.</summary>
internal static class EntryReader
{
    public static void Read(IReader reader, Func<long> input, Opened opened)
    {
        while (Foreign.Call(reader.MoveToNextEntry))
        {
            var entry = reader.Entry;
            var name = Foreign.Call(() => entry.Key) ?? "";
            if (Foreign.Call(() => entry.IsDirectory)) continue;
            if (Foreign.Call(() => entry.IsEncrypted))
            {
                opened.Skip(SkipReason.Encrypted, name);
                continue;
            }
            if (Foreign.Call(() => entry.LinkTarget) is { Length: > 0 })
            {
                opened.Skip(SkipReason.SymbolicLink, name);
                continue;
            }
            if (Foreign.Call(() => entry.Size) == 0)
            {
                opened.Skip(SkipReason.Empty, name);
                continue;
            }
            var content = opened.Inflated(Foreign.Call(reader.OpenEntryStream), input);
            var whole = opened.Take(name, content);
            // What is left of it has to be decoded to get to the next one, and is counted like all else.
            if (whole) content.Drain(always: true);
            else throw new DamagedException("what follows an entry that was given up was not read");
            content.Dispose();
        }
    }
}
