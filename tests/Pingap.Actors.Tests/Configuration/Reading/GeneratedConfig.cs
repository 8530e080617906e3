using System.Globalization;
using CsCheck;

namespace Pingap.Actors.Tests.Configuration.Reading;

/// <summary>Generates valid configurations, and bends them.</summary>
internal static class GeneratedConfig
{
    private static readonly string[] HarmlessPlugins = ["compression", "cors", "cache", "ping", "response_headers", "sub_filter"];

    private static readonly string[] Words =
    [
        "", " ", "u0", "l0", "s0", "nobody", "$upstream", "/", "~(", "=/x", "*.a", "10s", "-1", "127.0.0.1:80", "[::1]:443 5", ":0", "tlsv1.3", "${NOT_SET}", "$ENV:NOT_SET", "a: b",
        "read_timeout = 3", "includes = ['f0']", "x = [", "http://h/p?success=x", "\0", "\ud83d\ude00", "docker", "hash:ip", "h2", "500,502-", "pingap:ping", "AAAA",
    ];

    private static readonly string[] Names =
    [
        "addrs", "weights", "upstream", "path", "path_type", "host", "rewrite", "plugins", "includes", "value", "secret", "category", "step", "addr", "locations", "priority", "weight",
        "headers_set", "proxy_set_headers", "client_max_body_size", "tls_cert", "threads", "basic", "servers", "certificates", "u0", "l0", "", "a.b", "adrs", "x\ny", "x",
    ];

    private static readonly Gen<string> Seconds = Gen.Int[1, 600].Select(seconds => string.Create(CultureInfo.InvariantCulture, $"{seconds}s"));

    private static readonly Gen<WrittenTree> Storage =
        from idle in Seconds
        from isLong in Gen.Bool
        select WrittenTree.Table(("category", new("config")), ("value", new(isLong ? $"# a comment\nidle_timeout = '{idle}'\n" : $"idle_timeout = \"{idle}\"")));

    private static readonly Gen<WrittenTree> Plugin =
        from category in OneOf(HarmlessPlugins)
        from level in Gen.Long
        from text in OneOf("a", "é\n", "\"")
        from flag in Gen.Bool
        select WrittenTree.Table(
            ("category", new(category)), ("level", new(level)), ("texts", WrittenTree.List(text, text)), ("sub", WrittenTree.Table(("flag", new(flag)), ("half", new(0.5)))));

    /// <summary>A configuration without errors; warnings only of plugins.</summary>
    public static Gen<WrittenTree> Valid { get; } =
        from storages in Storage.Array[0, 3]
        from plugins in Plugin.Array[0, 3]
        from upstreams in Upstream(storages.Length).Array[1, 4]
        from locations in Location(upstreams.Length, plugins.Length).Array[1, 5]
        from port in Gen.Int[20000, 30000]
        select WrittenTree.Table(
            ("storages", Named("f", storages)),
            ("plugins", Named("p", plugins)),
            ("upstreams", Named("u", upstreams)),
            ("locations", Named("l", locations)),
            ("servers", WrittenTree.Table(("s0", WrittenTree.Table(
                ("addr", new(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"))),
                ("locations", WrittenTree.List(Enumerable.Range(0, locations.Length).Select(i => Name("l", i)))))))));

    /// <summary>Any value, of any type.</summary>
    private static readonly Gen<WrittenTree> Anything = Gen.Recursive<WrittenTree>((depth, inner) => Gen.OneOf(
        OneOf(Words).Select(word => new WrittenTree(word)),
        Gen.String[0, 6].Select(text => new WrittenTree(text)),
        Gen.Long.Select(number => new WrittenTree(number)),
        Gen.Double.Select(number => new WrittenTree(number)),
        Gen.Bool.Select(flag => new WrittenTree(flag)),
        depth > 3 ? Gen.Const(WrittenTree.List()) : inner.Array[0, 3].Select(items => new WrittenTree(items.ToList())),
        depth > 3 ? Gen.Const(WrittenTree.Table()) : Gen.Select(OneOf(Names), inner).Array[0, 3].Select(entries => WrittenTree.Table(entries))));

    /// <summary>A valid configuration with some of its names, values, types and references changed.</summary>
    public static Gen<WrittenTree> Bent { get; } =
        from tree in Valid
        from changes in Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 4], OneOf(Names), Anything).Array[1, 5]
        select changes.Aggregate(tree, (bent, change) => bent.Replace(change.Item1, (name, value) => change.Item2 switch
        {
            0 => (change.Item3, value),
            1 => null,
            2 => (name, new WrittenTree(new List<WrittenTree> { value, value })),
            3 => (name, WrittenTree.Table((change.Item3, value))),
            _ => (name, change.Item4),
        }));

    private static Gen<WrittenTree> Upstream(int storages) =>
        from ports in Gen.Int[1, 65535].Array[1, 4]
        from weight in Gen.Int[1, 9]
        from read in Seconds
        from includes in Gen.Int[0, storages]
        select WrittenTree.Table(
            ("addrs", WrittenTree.List(ports.Distinct().Select(port => string.Create(CultureInfo.InvariantCulture, $"10.0.0.1:{port} {weight}")))),
            ("read_timeout", new(read)),
            ("includes", WrittenTree.List(includes == 0 ? [] : [Name("f", includes - 1)])));

    private static Gen<WrittenTree> Location(int upstreams, int plugins) =>
        from upstream in Gen.Int[0, upstreams - 1]
        from priority in Gen.Int[0, 65535]
        from size in Gen.Int[1, 1_000_000]
        from passed in Gen.Int[0, plugins]
        select WrittenTree.Table(
            ("upstream", new(Name("u", upstream))),
            ("path", new("/x")),
            ("priority", new(priority)),
            ("client_max_body_size", new(size)),
            ("plugins", WrittenTree.List(Enumerable.Range(0, passed).Select(i => Name("p", i)))));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static WrittenTree Named(string prefix, WrittenTree[] entries) => WrittenTree.Table([.. entries.Select((entry, i) => (Name(prefix, i), entry))]);

    private static string Name(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");
}
