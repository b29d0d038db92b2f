using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stanch.Providers.Checks;

namespace Stanch.Scanning.Checking;

/// <summary>
/// Verdicts of a run, written down as they come, so that one that was broken off asks no provider twice when it is run again. Of a run that came to its end
/// nothing is left: what was live an hour ago may have been revoked since. Safe to be called from many threads.
/// </summary>
public sealed class VerdictJournal : IDisposable
{
    /// <summary>More than the verdicts of any run; a file above it is none of ours.</summary>
    private const long MaxLength = 256 << 20;
    private const string Form = "stanch-verdicts-1";

    private readonly Lock guard = new();
    private readonly Dictionary<string, CheckVerdict> known = new(StringComparer.Ordinal);
    private readonly TimeProvider clock;
    private readonly string path;
    private FileStream? file;
    private byte[] salt = [];
    private int reused;

    private VerdictJournal(string path, TimeProvider clock) => (this.path, this.clock) = (path, clock);

    /// <summary>Why the verdicts of this run can't be kept; empty: they are.</summary>
    public string Trouble { get; private set; } = "";
    /// <summary>Verdicts that were taken from an earlier run.</summary>
    public int Reused => Volatile.Read(ref reused);

    /// <summary>Never fails: a run without a journal is a run all the same, and <see cref="Trouble"/> says why.</summary>
    /// <param name="folder">Empty: there is nowhere to write to.</param>
    /// <param name="run">What makes two runs the same: what they are to check.</param>
    /// <param name="age">The oldest verdict that is still taken; zero: none is.</param>
    public static VerdictJournal Open(string folder, string run, TimeSpan age, TimeProvider clock)
    {
        var journal = new VerdictJournal(Path.Combine(folder, $"verdicts-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run)))[..24]}.jsonl"), clock);
        if (folder.Length == 0) journal.Trouble = "there is no home folder to write to";
        else journal.Guarded(() => journal.Start(folder, age));
        return journal;
    }

    /// <summary>One value with its parts at one address. Its fingerprint, not the value, goes into it; and a salt of this file's own.</summary>
    public string Key(string detector, string fingerprint, IReadOnlyDictionary<string, string> parts, string endpoint)
    {
        var text = string.Join('\0', parts.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}\u0001{p.Value}").Prepend(endpoint).Prepend(fingerprint).Prepend(detector));
        return Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(text)));
    }

    /// <returns>Null: it was not asked about, or too long ago.</returns>
    public CheckVerdict? Find(string key)
    {
        lock (guard)
        {
            if (!known.TryGetValue(key, out var verdict)) return null;
            Interlocked.Increment(ref reused);
            return verdict;
        }
    }

    /// <summary>Keeps what is known; what is not is asked anew.</summary>
    public void Add(string key, CheckVerdict verdict)
    {
        if (verdict.Life == Life.Unknown) return;
        lock (guard)
        {
            if (file is null) return;
            var before = file.Length;
            if (Guarded(() => file.Write(VerdictLine.Write(key, verdict, clock.GetUtcNow())))) return;
            // Half a line would spoil the one behind it.
            Guarded(() => file.SetLength(before));
        }
    }

    /// <summary>The run came to its end, and what it found was written: the next one asks anew.</summary>
    public void Finish()
    {
        lock (guard)
        {
            if (file is null) return;
            Close();
            Guarded(() => File.Delete(path));
        }
    }

    private void Start(string folder, TimeSpan age)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // Closed to others, and to a second run of the same; every verdict goes to the system at once, so that a killed run loses none.
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        file = new FileStream(path, options);
        if (age > TimeSpan.Zero && file.Length <= MaxLength && Read(age)) return;
        salt = RandomNumberGenerator.GetBytes(32);
        file.SetLength(0);
        file.Write(Encoding.UTF8.GetBytes($"{{\"form\":\"{Form}\",\"salt\":\"{Convert.ToHexStringLower(salt)}\"}}\n"));
    }

    /// <returns>False: it is no journal.</returns>
    private bool Read(TimeSpan age)
    {
        var all = new byte[file!.Length];
        file.ReadExactly(all);
        var whole = all.AsSpan(0, all.AsSpan().LastIndexOf((byte)'\n') + 1);
        // A line that was not finished when the run was killed.
        file.SetLength(whole.Length);
        file.Position = whole.Length;
        var first = true;
        foreach (var range in whole.Split((byte)'\n'))
        {
            var line = whole[range];
            if (line.IsEmpty) continue;
            if (first && !Head(line)) return false;
            if (!first && VerdictLine.Read(line.ToArray()) is { } read && clock.GetUtcNow() - read.At is var since && since <= age && since > -age) known[read.Key] = read.Verdict;
            first = false;
        }
        return !first;
    }

    private bool Head(ReadOnlySpan<byte> line)
    {
        try
        {
            using var head = JsonDocument.Parse(line.ToArray());
            if (head.RootElement.GetProperty("form").GetString() != Form) return false;
            salt = Convert.FromHexString(head.RootElement.GetProperty("salt").GetString()!);
            return salt.Length == 32;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            return false;
        }
    }

    /// <returns>False: it could not be done, and why is kept.</returns>
    private bool Guarded(Action action)
    {
        try
        {
            action();
            return true;
        }
        // A file that grows beyond what the system allows (`ulimit -f`) is an argument out of range to .NET.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentOutOfRangeException)
        {
            if (Trouble.Length == 0) Trouble = e.Message;
            return false;
        }
    }

    private void Close()
    {
        file?.Dispose();
        file = null;
    }

    public void Dispose() => Close();
}
