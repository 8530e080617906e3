using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Configuration.Comparing;

/// <summary>Compares configurations as they are written, entity by entity and key by key. Order, comments and spelling of the same value make no difference.</summary>
public static class WrittenDiff
{
    /// <summary>The entities that are written differently, in the order of sections and files.</summary>
    public static ValueList<EntityDiff> Between(IReadOnlyList<ConfigDocument> before, IReadOnlyList<ConfigDocument> after)
    {
        var (old, next) = (WrittenEntity.AllOf(before), WrittenEntity.AllOf(after));
        return Entities(old, next)
            .Select(entity => Between(entity, old.GetValueOrDefault(entity), next.GetValueOrDefault(entity)))
            .Where(entity => entity.Kind is not ChangeKind.Changed || entity.Keys.Count > 0)
            .ToValueList();
    }

    private static IEnumerable<EntityKey> Entities(OrderedDictionary<EntityKey, WrittenEntity> old, OrderedDictionary<EntityKey, WrittenEntity> next)
    {
        var sections = ConfigSchema.Sections.Select((section, at) => (section.Name, at)).ToDictionary(section => section.Name, section => section.at);
        return next.Keys.Concat(old.Keys.Where(entity => !next.ContainsKey(entity))).OrderBy(entity => sections[entity.Section]);
    }

    private static EntityDiff Between(EntityKey entity, WrittenEntity? old, WrittenEntity? next)
    {
        var kind = old is null ? ChangeKind.Added : next is null ? ChangeKind.Removed : ChangeKind.Changed;
        var keys = new[] { old, next }.OfType<WrittenEntity>().SelectMany(written => written.Keys.Keys).Distinct();
        return new EntityDiff(
            kind, entity, keys.Where(key => !IsSame(key, old, next)).Select(key => new KeyDiff(Path(key), old?.Show(key), next?.Show(key))).ToValueList());
    }

    private static string Path(ValueList<string> key) => key.Aggregate("", KeyPathText.Join);

    // Two different secrets both show as ***, so the values themselves are compared.
    private static bool IsSame(ValueList<string> key, WrittenEntity? old, WrittenEntity? next) =>
        old is not null && next is not null && old.Keys.TryGetValue(key, out var was) && next.Keys.TryGetValue(key, out var now)
        && NodeText.Of(was, text => text) == NodeText.Of(now, text => text);
}
