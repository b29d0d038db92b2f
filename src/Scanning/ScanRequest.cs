using Stanch.Archives;
using Stanch.Catalog;
using Stanch.Images;
using Stanch.Sources.Git;

namespace Stanch.Scanning;

/// <summary>What to scan and how; everything that a run takes from the world around it comes in here.</summary>
public sealed record ScanRequest
{
    /// <summary>Folders, files, images (<see cref="ImageTarget"/>), <c>-</c> for <see cref="StandardInput"/>; as the user wrote them.</summary>
    public required IReadOnlyList<string> Targets { get; init; }
    /// <summary>Read the histories of repositories, not only what lies there now.</summary>
    public bool History { get; init; } = true;
    /// <summary>Only what is staged for the next commit.</summary>
    public bool Staged { get; init; }
    /// <summary>Only what these commits bring: <c>BASE..HEAD</c>, <c>A...B</c>, or one revision.</summary>
    public string? Range { get; init; }
    /// <summary>Only what commits since then bring.</summary>
    public DateTimeOffset? Since { get; init; }
    /// <summary>Only what a push brings.</summary>
    public PushedObjects? Pushed { get; init; }
    /// <summary>The one target is the repository for which git runs a hook.</summary>
    public GitPlace? Place { get; init; }
    /// <summary>The target <c>-</c> is the message of a commit that is about to be made.</summary>
    public bool InputIsMessage { get; init; }
    /// <summary>Leave out what .gitignore files name.</summary>
    public bool HonourGitIgnore { get; init; } = true;
    /// <summary>Report what stands only in objects that no ref leads to.</summary>
    public bool Unreachable { get; init; }
    /// <summary>Report what <c>.stanch.yaml</c>, marks and the baseline hide, and scan the paths that they leave out.</summary>
    public bool ShowIgnored { get; init; }
    /// <summary>Report also what is known, with why (<see cref="Finding.Known"/>); what is not scanned for stays so.</summary>
    public bool TellKnown { get; init; }
    /// <summary>Read object folders outside of a repository that it borrows from.</summary>
    public bool AnyAlternate { get; init; }
    /// <summary>Another file in place of each repository's <c>.stanch.yaml</c>.</summary>
    public string? Configuration { get; init; }
    /// <summary>The content of a <c>.stanch.yaml</c> that lies in no folder: on a server it comes with what is pushed.</summary>
    public (string Name, byte[] Bytes)? ConfigurationContent { get; init; }
    public string? Baseline { get; init; }
    /// <summary>Where a baseline of everything found is written to.</summary>
    public string? WriteBaseline { get; init; }
    /// <summary>Less severe findings are only counted.</summary>
    public Severity MinSeverity { get; init; }
    /// <summary>Less sure findings are only counted. Null: what each repository's <c>.stanch.yaml</c> asks for, else <see cref="ConfidenceThreshold.Default"/>.</summary>
    public ConfidenceThreshold? Threshold { get; init; }
    /// <summary>What opening a container may cost; null: none is opened, and they are skipped as binary.</summary>
    public ArchiveLimits? Archives { get; init; } = new();
    public int Workers { get; init; } = 1;
    /// <summary>Bytes to scan for the target <c>-</c>.</summary>
    public Stream StandardInput { get; init; } = Stream.Null;
    /// <summary>How images are come by.</summary>
    public ImageAccess Images { get; init; } = new();
    /// <summary>The user's own ignore file for git, if any.</summary>
    public string? UserIgnoreFile { get; init; }
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Only what changes bring; what else stands in the tree is not looked at.</summary>
    internal bool OnlyChanges => Staged || Range is not null || Since is not null || Pushed is not null;
}

/// <summary>How a run ended.</summary>
/// <param name="Result">Null: it did not begin, see <paramref name="Errors"/>.</param>
/// <param name="Errors">Mistakes in what was asked or in a configuration, one line each.</param>
/// <param name="Unwritten">Why the baseline that was asked for is not there; null: it is, or none was asked for.</param>
/// <param name="NothingToScan">No byte was scanned, and that is as it should be; a note of the receipt says why.</param>
public sealed record ScanOutcome(ScanResult? Result, IReadOnlyList<string> Errors, bool NothingToScan = false, string? Unwritten = null);
