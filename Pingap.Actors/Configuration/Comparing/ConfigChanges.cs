using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Configuration.Comparing;

/// <summary>How one configuration differs from another, entity by entity.</summary>
/// <param name="Added">Entities only the new one has, such as <c>upstreams.api</c>.</param>
/// <param name="Changed">Entities that differ.</param>
/// <param name="Removed">Entities only the old one has.</param>
public sealed record ConfigChanges(ValueList<string> Added, ValueList<string> Changed, ValueList<string> Removed)
{
    /// <summary>The sections that are compared, in the order in which their entities depend on each other.</summary>
    internal static readonly string[] Sections = ["basic", "storages", "plugins", "certificates", "upstreams", "locations", "servers"];

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
                if (before is null || !before.TryGetValue(name, out var was)) added.Add(KeyPathText.Join(table, $"{name}"));
                else if (!Equals(was, entity)) changed.Add(KeyPathText.Join(table, $"{name}"));
            }

            if (before is not null) removed.AddRange(before.Keys.Where(name => !after.ContainsKey(name)).Select(name => KeyPathText.Join(table, $"{name}")));
        }
    }

    /// <summary>The key paths of everything in a configuration.</summary>
    internal static IEnumerable<string> PathsOf(ProxyConfig config) => Between(null, config).Added.Prepend("basic");

    /// <summary>The name in a key path of an entity, without the quotes that odd names have there.</summary>
    internal static string NameIn(string path) => path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..].Trim('"');

    /// <summary><c>+upstreams.b ~locations.a -servers.c</c>, sorted; <c>nothing</c> when empty.</summary>
    public override string ToString() => IsEmpty
        ? "nothing"
        : string.Join(' ', Marked('+', Added).Concat(Marked('~', Changed)).Concat(Marked('-', Removed)));

    private static IEnumerable<string> Marked(char mark, ValueList<string> entities) =>
        entities.Order(StringComparer.Ordinal).Select(entity => $"{mark}{entity}");
}
