using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Schema;

/// <summary>The keys of <c>[upstreams.NAME]</c> that say how a backend is chosen.</summary>
internal static class BalancingKeys
{
    public static readonly KeyDefinition Algorithm = new("algorithm", KeyKind.Text,
        "How a backend is chosen: in turns by weight (round_robin, weighted_round_robin), by fewest requests in flight (least_conn; p2c compares two), by latency " +
        "(peak_ewma), by chance (random), by a part of the request (ip_hash, hash:url, hash:path, hash:header:NAME, hash:cookie:NAME, hash:query:NAME; hash is " +
        "hash:path), or by a cookie that the proxy gives (sticky).")
    {
        Default = "round_robin", Dialect = KeyDialect.Readme, Values = BalancingText.Words, Prefixes = BalancingText.Prefixes,
        Example = "\"hash:header:X-User\"",
    };

    public static readonly KeyDefinition Algo = Algorithm with { Name = "algo", Dialect = KeyDialect.Pingap, Meaning = "The same as algorithm." };

    public static readonly KeyDefinition Backups = new("backups", KeyKind.TextList,
        "Backends, written as in addrs, that get requests only when none of addrs can take any; the same as \"host:port weight backup\" there.")
    { Example = "[\"127.0.0.1:9001\"]" };

    public static readonly KeyDefinition SlowStart = new("slow_start", KeyKind.Duration,
        "How long a backend that is new in a running group, healthy again, or enabled by an operator takes to get its whole share; it begins with a hundredth.")
    { Default = "0s", Example = "\"30s\"" };

    public static readonly KeyDefinition StickyCookie = new("sticky_cookie", KeyKind.Text, "The name of the cookie, with algorithm = \"sticky\".")
    { Default = "pingap_sticky", Example = "\"shop_backend\"" };

    public static readonly KeyDefinition StickyTtl = new("sticky_ttl", KeyKind.Duration,
        "How long the cookie is good for, with algorithm = \"sticky\"; renewed when half of it is over. As long as the browser is open when not given.")
    { Minimum = 1000, Example = "\"1h\"" };

    public static readonly KeyDefinition StickySecret = new("sticky_secret", KeyKind.Text,
        "What the cookie is sealed with, with algorithm = \"sticky\"; give all proxies of an upstream the same. When not given each process makes its own, " +
        "and cookies are good for nothing after a restart or on another proxy.")
    { IsSecret = true, Example = "\"a long random text\"" };
}
