using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stanch.Remediation;

/// <summary>One line of a journal.</summary>
/// <param name="Event"><c>begun</c>, <c>checked</c>, <c>sending</c>, <c>answered</c>, <c>resolved</c>, <c>left</c>, <c>repaired</c>, <c>ended</c>.</param>
/// <param name="Data">The line.</param>
internal sealed record JournalEntry(string Event, DateTimeOffset At, JsonElement Data);

/// <summary>A line could not be written: the disk is full, or the folder can't be written to.</summary>
public sealed class JournalFailed(string message) : IOException(message);

/// <summary>
/// What was done about one value, a line for each thing, on the disk before the next one is done. It holds fingerprints, statuses and digests, and nothing of the value. Whoever has it
/// open is the only one: two at once would each do what the other one has done.
/// </summary>
public sealed class Journal : IDisposable
{
    private static readonly JsonWriterOptions Line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FileStream file;
    private readonly List<JournalEntry> entries = [];

    private Journal(FileStream file) => this.file = file;

    public string Path => file.Name;

    internal IReadOnlyList<JournalEntry> Entries => entries;

    /// <returns>Null when it can't be had; <paramref name="mistake"/> says why.</returns>
    public static Journal? Open(string path, DateTimeOffset now, out string mistake)
    {
        FileStream file;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            file = new FileStream(path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            mistake = IsShared(e) ? $"{path}: another run is at work on this value; wait for it to end" : $"{path}: {e.Message}";
            return null;
        }
        var journal = new Journal(file);
        try
        {
            mistake = journal.Read(now);
            if (mistake.Length == 0) return journal;
        }
        catch (IOException e)
        {
            mistake = $"{path}: {e.Message}";
        }
        journal.Dispose();
        return null;
    }

    /// <summary>On the disk when it returns. Throws <see cref="JournalFailed"/>; the journal is then as it was before.</summary>
    internal void Append(string name, DateTimeOffset at, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Line))
        {
            json.WriteStartObject();
            json.WriteString("event", name);
            json.WriteString("at", at);
            write(json);
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        var end = file.Length;
        try
        {
            file.Position = end;
            file.Write(stream.GetBuffer().AsSpan(0, (int)stream.Length));
            file.Flush(flushToDisk: true);
        }
        // A file that grows beyond what the system allows (`ulimit -f`) is an argument out of range to .NET.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" })
        {
            TakeBack(end);
            throw new JournalFailed($"{file.Name}: {e.Message}");
        }
        entries.Add(Parse(stream.GetBuffer().AsMemory(0, (int)stream.Length - 1))!);
    }

    /// <summary>Half a line would only have to be cut off the next time.</summary>
    private void TakeBack(long end)
    {
        try
        {
            file.SetLength(end);
        }
        catch (IOException)
        {
            // It stays, and is known for what it is: a line without an end.
        }
    }

    /// <returns>What is wrong with it; empty: nothing.</returns>
    private string Read(DateTimeOffset now)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var start = 0;
        for (var number = 1; bytes.AsSpan(start).IndexOf((byte)'\n') is >= 0 and var length; number++)
        {
            if (Parse(bytes.AsMemory(start, length)) is not { } entry) return $"{file.Name}: line {number} is damaged, so what was done about this value is not known; nothing was sent. Keep the file as evidence elsewhere, and begin anew without it";
            entries.Add(entry);
            start += length + 1;
        }
        var torn = bytes.Length - start;
        if (torn == 0) return "";
        // A line that has no end was being written when the run died. What it was to tell is found out as if it had never been begun.
        file.SetLength(start);
        Append("repaired", now, json => json.WriteNumber("cut_bytes", torn));
        return "";
    }

    private static JournalEntry? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var data = document.RootElement.Clone();
            return data.ValueKind == JsonValueKind.Object && data.TryGetProperty("event", out var name) && name.ValueKind == JsonValueKind.String && data.TryGetProperty("at", out var at) && at.TryGetDateTimeOffset(out var time)
                ? new JournalEntry(name.GetString()!, time, data) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>EWOULDBLOCK of Linux and of macOS; a sharing or lock violation of Windows.</summary>
    private static bool IsShared(Exception error) => error is IOException && (error.HResult & 0xFFFF) is 11 or 35 or 32 or 33;

    public void Dispose() => file.Dispose();
}
