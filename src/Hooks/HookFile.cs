using System.Text;

namespace Stanch.Hooks;

/// <summary>What became of one hook. Text for a person, one line.</summary>
public sealed record HookChange(bool Done, string Text);

/// <summary>One hook in a folder of hooks: put in place beside what is there, and taken away so that all is as it was.</summary>
public sealed class HookFile(string folder, string hook)
{
    private const int Longest = 1 << 20;
    private const UnixFileMode Mode = (UnixFileMode)0b111_101_101;

    public string Path { get; } = System.IO.Path.Combine(folder, hook);

    // Most scripts look for other files from where they stand, so it stays in its folder. Those that ask under which name they were called keep that instead.
    private string Renamed => Path + ".before-stanch";
    private string Moved => System.IO.Path.Combine(folder, "stanch-before", hook);

    /// <summary>Where what stood there before is kept; null: nothing is.</summary>
    public string? Before => Exists(Renamed) ? Renamed : Exists(Moved) ? Moved : null;

    public bool IsThere => Exists(Path);
    public string Text => Read(Path);
    public bool IsOurs => IsThere && HookScript.IsOurs(Text);

    /// <summary>Git passes over a hook that can't be executed.</summary>
    public bool CanRun => CanExecute(Path);

    public static bool CanExecute(string path) => OperatingSystem.IsWindows() ? File.Exists(path) : File.Exists(path) && (File.GetUnixFileMode(path) & (UnixFileMode)0b001_001_001) != 0;

    /// <param name="everywhere">For every repository, so that the repository's own is run as well.</param>
    /// <param name="guarded">It is to look for secrets.</param>
    public HookChange Install(HookProgram program, bool everywhere, bool guarded = true)
    {
        var script = HookScript.Of(hook, program, everywhere, guarded);
        try
        {
            Directory.CreateDirectory(folder);
            if (IsOurs)
            {
                if (Text == script && CanRun) return new HookChange(true, $"{hook}: is in place already ({Path})");
                Write(script);
                return new HookChange(true, $"{hook}: brought up to date ({Path})");
            }
            var chained = IsThere;
            if (chained && Before is { } before)
                return new HookChange(false, $"{hook}: {Path} was replaced since Stanch put its hook there, and {before} is what stood there before that. Keep one of them: delete the other, or move {before} over {Path}; then install again");
            if (chained) Keep();
            try
            {
                Write(script);
            }
            catch
            {
                if (chained) PutBack();
                throw;
            }
            return new HookChange(true, $"{hook}: installed ({Path}){(Before is not null ? "; what stood there runs first, as before" : "")}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new HookChange(false, $"{hook}: {e.Message}");
        }
    }

    /// <returns>Null: there is nothing of ours.</returns>
    public HookChange? Uninstall()
    {
        try
        {
            var ours = IsOurs;
            if (!ours && Before is { } kept && IsThere) return new HookChange(false, $"{hook}: {Path} is not Stanch's, so it stays; what stood there before Stanch is kept as {kept}");
            if (!ours && Before is null) return null;
            if (ours) File.Delete(Path);
            var chained = Before is not null;
            if (chained) PutBack();
            return new HookChange(true, $"{hook}: taken away ({Path}){(chained ? "; what stood there before is back" : "")}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new HookChange(false, $"{hook}: {e.Message}");
        }
    }

    private void Keep()
    {
        // A link may lead from its folder, so it stays in it.
        var asksName = new FileInfo(Path).LinkTarget is null && Read(Path) is var text && (text.Contains("basename", StringComparison.Ordinal) || text.Contains("##*/", StringComparison.Ordinal));
        if (asksName) Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Moved)!);
        File.Move(Path, asksName ? Moved : Renamed);
    }

    private void PutBack()
    {
        if (Before is not { } before) return;
        File.Move(before, Path);
        if (before == Moved && !Directory.EnumerateFileSystemEntries(System.IO.Path.GetDirectoryName(Moved)!).Any()) Directory.Delete(System.IO.Path.GetDirectoryName(Moved)!);
    }

    private void Write(string script)
    {
        var beside = $"{Path}.{System.IO.Path.GetRandomFileName()}";
        try
        {
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows()) create.UnixCreateMode = Mode;
            using (var stream = new FileStream(beside, create)) stream.Write(Encoding.UTF8.GetBytes(script));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(beside, Mode);
            File.Move(beside, Path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    // A link that leads nowhere is there too.
    private static bool Exists(string path) => File.Exists(path) || new FileInfo(path).LinkTarget is not null;

    internal static string Read(string path)
    {
        try
        {
            var info = new FileInfo(path);
            return info.Exists && info.Length <= Longest ? File.ReadAllText(path, Encoding.UTF8) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
