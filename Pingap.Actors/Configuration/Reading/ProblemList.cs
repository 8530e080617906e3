namespace Pingap.Actors.Configuration.Reading;

/// <summary>Collects what is wrong with a configuration.</summary>
internal sealed class ProblemList
{
    private readonly List<ConfigProblem> _problems = [];

    /// <summary>Whether anything keeps the configuration from being applied.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Adds a problem found elsewhere.</summary>
    public void Add(ConfigProblem problem)
    {
        _problems.Add(problem);
        HasErrors |= problem.Severity is ProblemSeverity.Error;
    }

    /// <summary>Adds an error.</summary>
    public void Error(SourcePlace? place, string path, string message) => Add(new ConfigProblem(ProblemSeverity.Error, place, path, message));

    /// <summary>Adds a warning.</summary>
    public void Warning(SourcePlace? place, string path, string message) => Add(new ConfigProblem(ProblemSeverity.Warning, place, path, message));

    /// <summary>All problems, those of no place first, then in the order of files, lines and columns.</summary>
    public ValueList<ConfigProblem> InOrder(IReadOnlyList<ConfigDocument> documents)
    {
        var order = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var document in documents) order.TryAdd(document.File, order.Count);
        return _problems
            .OrderBy(problem => problem.Place is { } place ? order.GetValueOrDefault(place.File, -1) : -1)
            .ThenBy(problem => problem.Place?.Line)
            .ThenBy(problem => problem.Place?.Column)
            .Distinct()
            .ToValueList();
    }
}
