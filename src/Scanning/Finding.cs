using Stanch.Catalog;
using Stanch.Detection.Telling;
using Stanch.Images;
using Stanch.Providers.Checks;
using Stanch.Scanning.Ignoring;

namespace Stanch.Scanning;

/// <summary>The commit that first brought a finding.</summary>
/// <param name="Id">Full hex id.</param>
/// <param name="Author">Name and address as written in the commit.</param>
/// <param name="Date">Author date with its own offset.</param>
public sealed record CommitOrigin(string Id, string Author, DateTimeOffset Date);

/// <summary>A named part of a credential (client id, account id). Parts are redacted like the secret itself.</summary>
public sealed record FindingPart(string Name, SecretValue Value);

/// <summary>One secret at one place. The same value elsewhere is another finding with the same <see cref="Fingerprint"/>.</summary>
public sealed record Finding
{
    public required Detector Detector { get; init; }
    public required string ProviderName { get; init; }
    public required double Confidence { get; init; }
    /// <summary>Path relative to the target, with forward slashes; <c>&lt;stdin&gt;</c>; for a message <c>&lt;commit message&gt;</c> or <c>&lt;tag message&gt;</c>.</summary>
    public required string File { get; init; }
    /// <summary>
    /// Where it was found inside of a container: the end of <see cref="File"/>, which is then <c>release.zip!/conf/app.yml</c>. Null: the file itself holds it, whatever its name looks like.
    /// </summary>
    public string? Entry { get; init; }
    /// <summary>The target of the run that it was found in, when there are several repositories: path of the repository relative to the target, else empty.</summary>
    public string Repository { get; init; } = "";
    /// <summary>1-based.</summary>
    public required int LineStart { get; init; }
    public required int LineEnd { get; init; }
    /// <summary>1-based, in UTF-16 code units (what editors and SARIF count).</summary>
    public required int ColumnStart { get; init; }
    /// <summary>Exclusive.</summary>
    public required int ColumnEnd { get; init; }
    /// <summary>Null: found in the working tree and not (yet) in history, or history was not read.</summary>
    public CommitOrigin? Commit { get; init; }
    /// <summary>All paths that the content has had in history, when there is more than <see cref="File"/>.</summary>
    public IReadOnlyList<string> OtherPaths { get; init; } = [];
    /// <summary>Still there: in the working tree, or in a branch's tip for a bare repository.</summary>
    public bool InCurrentTree { get; init; }
    /// <summary>Only in objects that no ref leads to.</summary>
    public bool Unreachable { get; init; }
    public required IReadOnlyList<FindingPart> Parts { get; init; }
    /// <summary>What the value says of itself to whoever reads it, in clear: account, mode, expiry.</summary>
    public IReadOnlyList<Fact> Tells { get; init; } = [];
    public required double Entropy { get; init; }
    /// <summary>How the value had been encoded, outermost first, as in <c>base64&gt;percent</c>; null when it was plain.</summary>
    public string? Decoded { get; init; }
    public required SecretValue Secret { get; init; }
    /// <summary>Of the value alone, see <see cref="Scanning.Fingerprint"/>.</summary>
    public required string Fingerprint { get; init; }
    /// <summary>The line of the secret (its first line, at most 200 characters around the secret), every secret in it redacted.</summary>
    public required string Snippet { get; init; }

    /// <summary>Where it stands in which images, every secret in their instructions redacted; null: it stands in none.</summary>
    public ImagePlace? Image { get; init; }
    /// <summary>Why it would not be reported; only of a run that asked for it (<see cref="ScanRequest.TellKnown"/>).</summary>
    public Ignored? Known { get; init; }
    /// <summary>The variable or key that the value is given to, where the detector says.</summary>
    public string? Name { get; init; }
    /// <summary>Whether it works; null: nobody asked.</summary>
    public CheckVerdict? Verdict { get; init; }

    public Severity Severity => Detector.Public && Detector.Severity > Severity.Low ? Severity.Low : Detector.Severity;
    public string Redacted => Secret.ToString();
}
