namespace Pingap.Actors.Configuration.Comparing;

/// <summary>How one configuration differs from another, entity by entity.</summary>
/// <param name="AddedEntities">Entities only the new one has.</param>
/// <param name="ChangedEntities">Entities that differ.</param>
/// <param name="RemovedEntities">Entities only the old one has.</param>
public sealed record ConfigChanges(ValueList<EntityKey> AddedEntities, ValueList<EntityKey> ChangedEntities, ValueList<EntityKey> RemovedEntities)
{
    /// <summary>The sections that are compared, in the order in which their entities depend on each other.</summary>
    internal static readonly string[] Sections = ["basic", "storages", "plugins", "certificates", "upstreams", "locations", "servers"];

    /// <summary>What people read of the entities only the new one has, such as <c>upstreams.api</c>.</summary>
    public ValueList<string> Added => Shown(AddedEntities);

    /// <summary>What people read of the entities that differ.</summary>
    public ValueList<string> Changed => Shown(ChangedEntities);

    /// <summary>What people read of the entities only the old one has.</summary>
    public ValueList<string> Removed => Shown(RemovedEntities);

    /// <summary>Whether the two say the same.</summary>
    public bool IsEmpty => AddedEntities.Count + ChangedEntities.Count + RemovedEntities.Count == 0;

    /// <summary>Compares; with no old configuration everything is added.</summary>
    public static ConfigChanges Between(ProxyConfig? old, ProxyConfig next)
    {
        List<EntityKey> added = [], changed = [], removed = [];
        if (old is not null && old.Basic != next.Basic) changed.Add(new EntityKey("basic", null));
        Compare("storages", old?.Storages, next.Storages);
        Compare("plugins", old?.Plugins, next.Plugins);
        Compare("certificates", old?.Certificates, next.Certificates);
        Compare("upstreams", old?.Upstreams, next.Upstreams);
        Compare("locations", old?.Locations, next.Locations);
        Compare("servers", old?.Servers, next.Servers);
        return new ConfigChanges(added.ToValueList(), changed.ToValueList(), removed.ToValueList());

        void Compare<TName, TEntity>(string table, IReadOnlyDictionary<TName, TEntity>? before, IReadOnlyDictionary<TName, TEntity> after)
            where TName : notnull
        {
            foreach (var (name, entity) in after)
            {
                if (before is null || !before.TryGetValue(name, out var was)) added.Add(new EntityKey(table, $"{name}"));
                else if (!Equals(was, entity)) changed.Add(new EntityKey(table, $"{name}"));
            }

            if (before is not null) removed.AddRange(before.Keys.Where(name => !after.ContainsKey(name)).Select(name => new EntityKey(table, $"{name}")));
        }
    }

    /// <summary>Everything in a configuration.</summary>
    internal static IEnumerable<EntityKey> AllOf(ProxyConfig config) => Between(null, config).AddedEntities.Prepend(new EntityKey("basic", null));

    /// <summary><c>+upstreams.b ~locations.a -servers.c</c>, sorted; <c>nothing</c> when empty.</summary>
    public override string ToString() => IsEmpty
        ? "nothing"
        : string.Join(' ', Marked('+', Added).Concat(Marked('~', Changed)).Concat(Marked('-', Removed)));

    private static ValueList<string> Shown(ValueList<EntityKey> entities) => entities.Select(entity => entity.ToString()).ToValueList();

    private static IEnumerable<string> Marked(char mark, ValueList<string> entities) =>
        entities.Order(StringComparer.Ordinal).Select(entity => $"{mark}{entity}");
}
