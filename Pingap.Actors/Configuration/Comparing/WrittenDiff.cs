namespace Pingap.Actors.Configuration.Comparing;

/// <summary>Compares configurations as they are written, entity by entity and key by key. Order, comments and spelling of the same value make no difference.</summary>
public static class WrittenDiff
{
    /// <summary>The entities that are written differently, in the order of sections and files.</summary>
    public static ValueList<EntityDiff> Between(IReadOnlyList<ConfigDocument> before, IReadOnlyList<ConfigDocument> after)
    {
        var (old, next) = (WrittenEntity.AllOf(before), WrittenEntity.AllOf(after));
        return Paths(old, next)
            .Select(path => Between(path, old.GetValueOrDefault(path), next.GetValueOrDefault(path)))
            .Where(entity => entity.Kind is not ChangeKind.Changed || entity.Keys.Count > 0)
            .ToValueList();
    }

    private static IEnumerable<string> Paths(OrderedDictionary<string, WrittenEntity> old, OrderedDictionary<string, WrittenEntity> next)
    {
        var sections = Schema.ConfigSchema.Sections.Select((section, at) => (section.Name, at)).ToDictionary(section => section.Name, section => section.at);
        return next.Values.Concat(old.Values.Where(entity => !next.ContainsKey(entity.Path))).OrderBy(entity => sections[entity.Section.Name]).Select(entity => entity.Path);
    }

    private static EntityDiff Between(string path, WrittenEntity? old, WrittenEntity? next)
    {
        var kind = old is null ? ChangeKind.Added : next is null ? ChangeKind.Removed : ChangeKind.Changed;
        var keys = new[] { old, next }.OfType<WrittenEntity>().SelectMany(entity => entity.Keys.Keys).Distinct();
        return new EntityDiff(kind, path, keys.Where(key => !IsSame(key, old, next)).Select(key => new KeyDiff(key, old?.Show(key), next?.Show(key))).ToValueList());
    }

    // Two different secrets both show as ***, so the values themselves are compared.
    private static bool IsSame(string key, WrittenEntity? old, WrittenEntity? next) =>
        old is not null && next is not null && old.Keys.TryGetValue(key, out var was) && next.Keys.TryGetValue(key, out var now)
        && NodeText.Of(was, text => text) == NodeText.Of(now, text => text);
}
