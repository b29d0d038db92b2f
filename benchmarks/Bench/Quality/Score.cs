namespace Stanch.Bench.Quality;

/// <summary>How a scanner did on labelled code.</summary>
/// <param name="Repositories">By id.</param>
/// <param name="Categories">Counted in labels, not in places: a place may hold labels of several.</param>
/// <param name="FileTypes">By extension.</param>
internal sealed record Score(
    Tally Total,
    IReadOnlyDictionary<string, Tally> Repositories,
    IReadOnlyDictionary<string, Tally> Categories,
    IReadOnlyDictionary<string, int> CategoryNegatives,
    IReadOnlyDictionary<string, Tally> FileTypes,
    int Positives, int Negatives, Reading Reading);

/// <summary>What became of the findings that were read.</summary>
/// <param name="Outside">In files of no labelled repository.</param>
/// <param name="Licences">In licence files, which are not counted.</param>
/// <param name="Neutral">On labels that count neither way.</param>
internal readonly record struct Reading(int Findings, int Duplicates, int Outside, int Licences, int Neutral);
