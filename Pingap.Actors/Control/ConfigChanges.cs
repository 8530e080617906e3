using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control;

/// <summary>How one configuration differs from another, entity by entity.</summary>
/// <param name="Added">Entities only the new one has, such as <c>upstreams.api</c>.</param>
/// <param name="Changed">Entities that differ.</param>
/// <param name="Removed">Entities only the old one has.</param>
public sealed record ConfigChanges(ValueList<string> Added, ValueList<string> Changed, ValueList<string> Removed)
{
    /// <summary>Whether the two say the same.</summary>
    public bool IsEmpty => Added.Count + Changed.Count + Removed.Count == 0;

    /// <summary>Compares; with no old configuration everything is added.</summary>
    public static ConfigChanges Between(ProxyConfig? old, ProxyConfig next)
    {
        List<string> added = [], changed = [], removed = [];
        if (old is not null && old.Basic != next.Basic) changed.Add("basic");
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
                if (before is null || !before.TryGetValue(name, out var was)) added.Add($"{table}.{name}");
                else if (!Equals(was, entity)) changed.Add($"{table}.{name}");
            }

            if (before is not null) removed.AddRange(before.Keys.Where(name => !after.ContainsKey(name)).Select(name => $"{table}.{name}"));
        }
    }

    /// <summary><c>+upstreams.b ~locations.a -servers.c</c>, sorted; <c>nothing</c> when empty.</summary>
    public override string ToString() => IsEmpty
        ? "nothing"
        : string.Join(' ', Marked('+', Added).Concat(Marked('~', Changed)).Concat(Marked('-', Removed)));

    private static IEnumerable<string> Marked(char mark, ValueList<string> entities) =>
        entities.Order(StringComparer.Ordinal).Select(entity => $"{mark}{entity}");
}
