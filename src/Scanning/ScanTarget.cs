using Stanch.Images;
using Stanch.Sources.Git;
using Stanch.Text;

namespace Stanch.Scanning;

internal enum TargetKind { StandardInput, File, Folder, GitFolder, Image }

/// <summary>One target as the user wrote it, and what it turned out to be.</summary>
/// <param name="Repository">Root of the repository that it is, or for changes the one that it lies in; null: none.</param>
/// <param name="Around">Root of the repository around a folder or a file that is none itself: its <c>.stanch.yaml</c> holds.</param>
internal sealed record ScanTarget(string Name, TargetKind Kind, string? Repository, string? Around)
{
    /// <summary>Of <see cref="TargetKind.Image"/>.</summary>
    public ImageTarget? Image { get; private init; }

    /// <returns>Null, with the reason in <paramref name="error"/>.</returns>
    public static ScanTarget? Resolve(string name, ScanRequest request, out string error)
    {
        error = "";
        if (name == "-")
        {
            if (!request.OnlyChanges || request.InputIsMessage) return new ScanTarget(name, TargetKind.StandardInput, null, null);
            error = "standard input ('-') has no commits to look into";
            return null;
        }
        if (request.Place is { } place)
        {
            if (GitRepository.TryOpen(place, out var repository, out var reason))
            {
                using (repository) return new ScanTarget(name, TargetKind.GitFolder, repository.WorkTree ?? repository.GitFolder, null);
            }
            error = $"{Printable.Of(place.Folder, 1000)}: {reason}";
            return null;
        }
        if (ImageTarget.Of(name) is { } image)
        {
            if (request.OnlyChanges) error = $"{Printable.Of(name, 1000)}: an image has no commits to look into";
            else if (new ImageSource(image, request.Images, new ImageShelf()).Mistake() is { } mistake) error = $"{Printable.Of(name, 1000)}: {Printable.Of(mistake, 1000)}";
            return error.Length > 0 ? null : new ScanTarget(name, TargetKind.Image, null, null) { Image = image };
        }
        var folder = Directory.Exists(name);
        if (!folder && !File.Exists(name))
        {
            error = $"{Printable.Of(name, 1000)}: no such file or folder";
            return null;
        }
        if (request.OnlyChanges)
        {
            if (RepositoryShape.FindAbove(name) is { } above) return new ScanTarget(name, TargetKind.GitFolder, folder && SamePlace(above, name) ? name : above, null);
            error = $"{Printable.Of(name, 1000)}: lies in no git repository, so there are no commits to look into";
            return null;
        }
        var around = RepositoryShape.FindAbove(Path.GetDirectoryName(Path.GetFullPath(name)) ?? name);
        if (!folder) return new ScanTarget(name, TargetKind.File, null, around);
        return RepositoryShape.Of(name) switch
        {
            RepositoryKind.WorkTree => new ScanTarget(name, TargetKind.Folder, name, null),
            RepositoryKind.GitFolder => new ScanTarget(name, TargetKind.GitFolder, name, null),
            _ => new ScanTarget(name, TargetKind.Folder, null, around),
        };
    }

    private static bool SamePlace(string a, string b) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(a)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(b));
}
