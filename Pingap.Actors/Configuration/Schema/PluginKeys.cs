namespace Pingap.Actors.Configuration.Schema;

/// <summary>The keys of <c>[plugins.NAME]</c> that every category has; the others are its own.</summary>
internal static class PluginKeys
{
    public static readonly KeyDefinition Category = new("category", KeyKind.Text, "Which plugin it is.")
    { IsRequired = true, Dialect = KeyDialect.Pingap, Values = PluginCategories.All.Select(category => category.Name).ToValueList(), Example = "\"compression\"" };

    public static readonly KeyDefinition Step = new("step", KeyKind.Text, "At which step of a request it runs; the usual one of its category when not given.")
    { Dialect = KeyDialect.Pingap, Values = ["early_request", "request", "proxy_upstream", "upstream_response", "response"] };

    public static readonly KeyDefinition Remark = new("remark", KeyKind.Text, "A note for people; the proxy ignores it.")
    { Dialect = KeyDialect.Pingap, Example = "\"made by hand\"" };

    public static readonly SectionDefinition Section = new("plugins",
        "Plugins with their settings, for the plugins of locations. They are read and checked, but none of them acts yet.", HasEntries: true,
        [Category, Step, Remark]) { TakesOtherKeys = true };
}
