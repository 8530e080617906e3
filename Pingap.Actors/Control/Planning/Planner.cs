using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Comparing;

namespace Pingap.Actors.Control.Planning;

/// <summary>Works out what applying a configuration would do.</summary>
public static class Planner
{
    /// <summary>Compares what runs with what is to run.</summary>
    /// <param name="against">The version that runs.</param>
    /// <param name="running">Its configuration.</param>
    /// <param name="runningTexts">The texts it was read from.</param>
    /// <param name="next">A valid reading of <paramref name="nextTexts"/>.</param>
    /// <param name="nextTexts">The texts to be applied.</param>
    public static ConfigPlan Plan(
        long against, ProxyConfig running, ValueList<ConfigDocument> runningTexts, ConfigReading next, ValueList<ConfigDocument> nextTexts)
    {
        var changes = ConfigChanges.Between(running, next.Config!);
        var written = WrittenDiff.Between(runningTexts, nextTexts).ToDictionary(entity => entity.Path);
        var planned = new List<PlannedChange>();
        Add(ChangeKind.Added, changes.Added);
        Add(ChangeKind.Changed, changes.Changed);
        Add(ChangeKind.Removed, changes.Removed);
        return new ConfigPlan(
            against,
            planned.OrderBy(change => Section(change.Diff.Path)).ThenBy(change => change.Diff.Path, StringComparer.Ordinal).ToValueList(),
            ConfigChanges.PathsOf(running).Except(changes.Changed).Except(changes.Removed).ToValueList(),
            next.Problems);

        void Add(ChangeKind kind, ValueList<string> paths) => planned.AddRange(paths.Select(path => new PlannedChange(
            written.TryGetValue(path, out var diff) ? diff with { Kind = kind } : new EntityDiff(kind, path, []), Effect.Of(path, running, next.Config!))));
    }

    // The order in which people write them, and in which they depend on each other.
    private static int Section(string path) => Array.IndexOf(ConfigChanges.Sections, path.Split('.')[0]);
}
