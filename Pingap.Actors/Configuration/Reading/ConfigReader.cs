using System.Collections.Frozen;
using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Turns the texts of a configuration, in either dialect, into the model or into a list of what is wrong.</summary>
public static class ConfigReader
{
    /// <summary>Reads all documents as one configuration. Nothing that they hold makes this throw.</summary>
    /// <param name="documents">The texts.</param>
    /// <param name="environment">The world around them.</param>
    /// <param name="before">
    /// What was read before, if anything. Entities that equal its own are its own: to compare the two is quick then, and what has not changed
    /// is not kept twice.
    /// </param>
    public static ConfigReading Read(IReadOnlyList<ConfigDocument> documents, ConfigEnvironment environment, ProxyConfig? before = null)
    {
        var problems = new ProblemList();
        var tables = new List<ConfigNode.TableNode>();
        foreach (var document in documents)
        {
            var syntax = new List<ConfigProblem>();
            if (TomlDocument.Parse(document, syntax) is { } table) tables.Add(table);
            foreach (var problem in syntax) problems.Add(problem);
        }

        var tree = new ConfigTree(tables, problems);
        var context = new ReadingContext(environment, problems, tree, IsComplete: tables.Count == documents.Count);
        var servers = new ServerReader(context);
        var plugins = new PluginReader(context);
        var (locations, upstreams) = (new LocationReader(context, plugins), new UpstreamReader(context));
        var storages = new StorageReader(context);
        var includes = new IncludeReader(context, storages);
        var storageConfigs = Each(tree.Entries(StorageKeys.Section), storages.Read, storage => storage.Name, before?.Storages);
        var pluginConfigs = Each(tree.Entries(PluginKeys.Section), plugins.Read, plugin => plugin.Name, before?.Plugins);
        var config = new ProxyConfig(
            tree.Entries(BasicKeys.Section).Values.Select(entry => BasicReader.Read(context, entry)).FirstOrDefault() ?? BasicConfig.Default,
            Each(tree.Entries(ServerKeys.Section), entry => servers.Read(includes.Merge(ServerKeys.Section, entry)), server => server.Name, before?.Servers),
            Each(tree.Entries(LocationKeys.Section), entry => locations.Read(includes.Merge(LocationKeys.Section, entry)), location => location.Name, before?.Locations),
            Each(tree.Entries(UpstreamKeys.Section), entry => upstreams.Read(includes.Merge(UpstreamKeys.Section, entry)), upstream => upstream.Name, before?.Upstreams),
            Each(tree.Entries(CertificateKeys.Section), new CertificateReader(context).Read, certificate => certificate.Name, before?.Certificates))
        {
            Plugins = pluginConfigs,
            Storages = storageConfigs,
        };
        plugins.WarnOfUnused();
        if (context.IsComplete) CheckWhole(context, config, servers, documents);
        return new ConfigReading(problems.HasErrors ? null : config, problems.InOrder(documents, includes.Explain), tree.Places);
    }

    private static FrozenDictionary<TName, T> Each<TName, T>(
        OrderedDictionary<string, SectionEntry> entries, Func<SectionEntry, T> read, Func<T, TName> name, FrozenDictionary<TName, T>? before)
        where TName : notnull
    {
        var all = new Dictionary<TName, T>(entries.Count);
        var isNew = before?.Count != entries.Count;
        foreach (var entry in entries.Values)
        {
            var entity = read(entry);
            if (before is not null && before.TryGetValue(name(entity), out var known) && Equals(known, entity)) entity = known;
            else isNew = true;
            all.Add(name(entity), entity);
        }

        return isNew ? all.ToFrozenDictionary() : before!;
    }

    private static void CheckWhole(ReadingContext context, ProxyConfig config, ServerReader servers, IReadOnlyList<ConfigDocument> documents)
    {
        if (context.Tree.Entries(ServerKeys.Section).Count == 0)
        {
            SourcePlace? place = documents.Count > 0 ? new SourcePlace(documents[0].File, 1, 1) : null;
            context.Problems.Error(place, "", "there is no server; add a table [servers.NAME] with addr and locations");
            return;
        }

        foreach (var (name, entry) in context.Tree.Entries(LocationKeys.Section))
        {
            var location = config.Locations[new LocationName(name)];
            if (location is { HedgeAfter: not null, Upstream.Name: { } to } && config.Upstreams.GetValueOrDefault(to)?.Balancing.Algorithm is BalancingAlgorithm.Sticky)
            {
                context.Problems.Warning(
                    entry.Table.Find(LocationKeys.HedgeAfter.Name)?.Value.Place ?? entry.Place,
                    KeyPathText.Join(entry.Path, LocationKeys.HedgeAfter.Name),
                    $"never acts, because the clients of upstreams.{KeyPathText.Printable(to.Value)} are bound to one backend each; remove it");
            }

            if (!servers.Served.Contains(new LocationName(name)))
                context.Problems.Warning(entry.Place, entry.Path, "no server serves this location; add it to the locations of one, or remove it");
        }
    }
}
