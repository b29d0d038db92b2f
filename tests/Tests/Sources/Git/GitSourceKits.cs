using Stanch.Sources;
using Stanch.Sources.Git;
using Stanch.Tests.Kits;

namespace Stanch.Tests.Sources.Git;

public sealed class LooseHistoryKit : GitKit
{
    private protected override void Store(GitSandbox sandbox) => sandbox.Commit("all");

    protected override (ISource, string)? MakeDamaged()
    {
        var source = Make(new Dictionary<string, byte[]> { ["a.txt"] = [1, 2, 3], ["b.txt"] = [4, 5, 6] });
        var id = Sandbox.IdOf("HEAD:a.txt");
        var path = Path.Combine(Sandbox.Work, ".git", "objects", id[..2], id[2..]);
        File.SetAttributes(path, FileAttributes.Normal);
        File.WriteAllText(path, "damaged");
        return (source, id);
    }
}

public sealed class PackedHistoryKit : GitKit
{
    private protected override void Store(GitSandbox sandbox)
    {
        sandbox.Commit("all");
        sandbox.Git("repack", "-adfq");
    }
}

public sealed class RangeKit : GitKit
{
    private protected override void Store(GitSandbox sandbox)
    {
        sandbox.Git("commit", "-q", "--allow-empty", "-m", "before");
        sandbox.Commit("all");
    }

    protected override ISource Open(GitRepository repository) => new GitHistory(repository, new HistoryOptions { Range = "HEAD^..HEAD" });
}

public sealed class StagedKit : GitKit
{
    private protected override void Store(GitSandbox sandbox) => sandbox.Git("add", "-A");
    protected override ISource Open(GitRepository repository) => new StagedChanges(repository);
}

public abstract class GitKit : SourceKit
{
    private GitSandbox? sandbox;

    private protected GitSandbox Sandbox => sandbox!;

    private protected abstract void Store(GitSandbox sandbox);

    protected virtual ISource Open(GitRepository repository) => new GitHistory(repository, new HistoryOptions());

    protected override bool Counts(Provenance provenance) => provenance is not GitMessageProvenance;

    protected override ISource Make(IReadOnlyDictionary<string, byte[]> blobs)
    {
        sandbox = new GitSandbox(folder: Path.Combine(Folder, Path.GetRandomFileName()));
        foreach (var (name, content) in blobs) sandbox.Write(name, content);
        Store(sandbox);
        Assert.True(GitRepository.TryOpen(sandbox.Work, out var repository, out var reason), reason);
        return Open(repository);
    }
}
