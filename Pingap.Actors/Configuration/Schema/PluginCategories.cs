using System.Collections.Frozen;

namespace Pingap.Actors.Configuration.Schema;

/// <summary>The kinds of plugins there are.</summary>
internal static class PluginCategories
{
    /// <summary>All of them, in the order of the documentation.</summary>
    public static ValueList<PluginCategory> All { get; } =
    [
        Needed("basic_auth"), Needed("key_auth"), Needed("jwt"), Needed("combined_auth"), Needed("forward_auth"), Needed("csrf"),
        Needed("ip_restriction"), Needed("ua_restriction"), Needed("referer_restriction"), Needed("geo_restriction"),
        Needed("limit"), Needed("traffic_splitting"), Needed("redirect"), Needed("mock"), Spared("ping"),
        Spared("response_headers"), Spared("cors"), Spared("sub_filter"), Spared("compression"), Spared("accept_encoding"),
        Spared("request_id"), Spared("image_optim"), Needed("directory"), Spared("cache"), Spared("stats"), Needed("admin"),
    ];

    /// <summary>The plugins that exist without a table, and their categories.</summary>
    public static FrozenDictionary<PluginName, string> BuiltIn { get; } = new Dictionary<PluginName, string>
    {
        [new("pingap:compression")] = "compression",
        [new("pingap:compressionUpstream")] = "compression",
        [new("pingap:ping")] = "ping",
        [new("pingap:stats")] = "stats",
        [new("pingap:requestId")] = "request_id",
        [new("pingap:acceptEncodingAdjustment")] = "accept_encoding",
    }.ToFrozenDictionary();

    /// <summary>The category of that name, or <c>null</c>.</summary>
    public static PluginCategory? Find(string name)
    {
        foreach (var category in All)
        {
            if (category.Name == name) return category;
        }

        return null;
    }

    private static PluginCategory Needed(string name) => new(name, IsNeeded: true);

    private static PluginCategory Spared(string name) => new(name, IsNeeded: false);
}
