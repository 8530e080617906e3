using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Collects what is wrong with a configuration.</summary>
internal sealed class ProblemList
{
    /// <summary>More problems than this are counted, not shown: nobody reads them, and a broken file can have millions.</summary>
    private const int MostShown = 1000;

    /// <summary>After this many different errors, or warnings, only their number is kept, for they could fill the memory.</summary>
    private const int MostKept = 10_000;

    /// <summary>After this many problems nobody looks for what was meant: each search takes a while.</summary>
    private const int MostSuggestions = 200;

    /// <summary>The most names that a wrong one is compared with.</summary>
    private const int MostCandidates = 1000;

    private readonly HashSet<ConfigProblem> _known = [];
    private readonly List<ConfigProblem> _problems = [];
    private int _errors;
    private long _countedOnly;

    /// <summary>Whether anything keeps the configuration from being applied.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>What would do instead of a wrong name: the nearest of the first so many candidates, else <paramref name="otherwise"/>.</summary>
    public string Suggest(string name, IEnumerable<string> candidates, string otherwise) =>
        _problems.Count < MostSuggestions ? Nearest.Suggestion(name, candidates.Take(MostCandidates), otherwise) : otherwise;

    /// <summary>Adds a problem found elsewhere.</summary>
    public void Add(ConfigProblem problem)
    {
        var isError = problem.Severity is ProblemSeverity.Error;
        HasErrors |= isError;
        if ((isError ? _errors : _problems.Count - _errors) >= MostKept)
        {
            _countedOnly++;
            return;
        }

        if (!_known.Add(problem)) return;
        _problems.Add(problem);
        if (isError) _errors++;
    }

    /// <summary>Adds an error.</summary>
    public void Error(SourcePlace? place, string path, string message) => Add(new ConfigProblem(ProblemSeverity.Error, place, path, message));

    /// <summary>Adds a warning.</summary>
    public void Warning(SourcePlace? place, string path, string message) => Add(new ConfigProblem(ProblemSeverity.Warning, place, path, message));

    /// <summary>The problems, those of no place first, then in the order of files, lines and columns; of very many the errors first.</summary>
    /// <param name="documents">The files.</param>
    /// <param name="explain">Says more of a problem, where there is more to say.</param>
    public ValueList<ConfigProblem> InOrder(IReadOnlyList<ConfigDocument> documents, Func<ConfigProblem, ConfigProblem> explain)
    {
        var order = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var document in documents) order.TryAdd(document.File, order.Count);
        var all = Sorted(_problems, order).ToList();
        if (all.Count <= MostShown) return all.Select(explain).ToValueList();
        var byWeight = all.OrderByDescending(problem => problem.Severity).ToList();
        var rest = byWeight[MostShown] with { KeyPath = "", Message = $"{all.Count - MostShown + _countedOnly} more problems are not shown; fix these first" };
        return Sorted(byWeight.Take(MostShown), order).Select(explain).Append(rest).ToValueList();
    }

    private static IEnumerable<ConfigProblem> Sorted(IEnumerable<ConfigProblem> problems, Dictionary<string, int> order) => problems
        .OrderBy(problem => problem.Place is { } place ? order.GetValueOrDefault(place.File, -1) : -1)
        .ThenBy(problem => problem.Place?.Line)
        .ThenBy(problem => problem.Place?.Column);
}
