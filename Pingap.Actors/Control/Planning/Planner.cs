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
        var written = WrittenDiff.Between(runningTexts, nextTexts).ToDictionary(diff => diff.Entity);
        var planned = new List<PlannedChange>();
        Add(ChangeKind.Added, changes.AddedEntities);
        Add(ChangeKind.Changed, changes.ChangedEntities);
        Add(ChangeKind.Removed, changes.RemovedEntities);
        return new ConfigPlan(
            against,
            planned.OrderBy(change => Array.IndexOf(ConfigChanges.Sections, change.Diff.Entity.Section))
                .ThenBy(change => change.Diff.Entity.Name, StringComparer.Ordinal).ToValueList(),
            ConfigChanges.AllOf(running).Except(changes.ChangedEntities).Except(changes.RemovedEntities).Select(entity => entity.ToString()).ToValueList(),
            next.Problems);

        void Add(ChangeKind kind, ValueList<EntityKey> entities) => planned.AddRange(entities.Select(entity => new PlannedChange(
            written.TryGetValue(entity, out var diff) ? diff with { Kind = kind } : new EntityDiff(kind, entity, []), Effect.Of(entity, running, next.Config!))));
    }
}
