namespace Pingap.Actors.Configuration.Schema;

/// <summary>The keys of <c>[locations.NAME]</c>.</summary>
internal static class LocationKeys
{
    public static readonly KeyDefinition Upstream = new("upstream", KeyKind.Text,
        "The upstream that requests go to, or $name for one whose name the path or host expression captured.")
    { IsRequired = true, Example = "\"backend\"" };

    public static readonly KeyDefinition Path = new("path", KeyKind.Text,
        "Which paths it takes: /x a prefix, =/x exactly that, ~x a regular expression; every path when not given.") { Example = "\"/api\"" };

    public static readonly KeyDefinition PathType = new("path_type", KeyKind.Text,
        "How path compares: prefix, exact or regex; instead of the markers = and ~ in path.")
    { Default = "prefix", Dialect = KeyDialect.Readme, Values = ["prefix", "exact", "regex"] };

    public static readonly KeyDefinition PathBoundary = new("path_boundary", KeyKind.Boolean,
        "Whether the prefix /api takes /api and /api/x only, not /apix.") { Default = "true" };

    public static readonly KeyDefinition Host = new("host", KeyKind.Text,
        "Which hosts it takes, separated by commas: a name, *.suffix, or ~ and a regular expression; every host when not given.")
    { Example = "\"api.example.com\"" };

    public static readonly KeyDefinition MatchHeaders = Condition("match_headers", "Header fields a request must have", NamedValues.Fields);

    public static readonly KeyDefinition MatchQuery = Condition("match_query", "Query parameters a request must have", NamedValues.Parameters);

    public static readonly KeyDefinition MatchCookies = Condition("match_cookies", "Cookies a request must have", NamedValues.Parameters);

    public static readonly KeyDefinition MatchMethods = new("match_methods", KeyKind.TextList, "Methods it takes; every method when not given.")
    { Example = "[\"GET\", \"HEAD\"]" };

    public static readonly KeyDefinition Priority = new("priority", KeyKind.Number,
        "Higher is tried first; computed from path and host when not given.")
    { Minimum = 0, Maximum = int.MaxValue, Unit = "rank", Dialect = KeyDialect.Readme, Example = "100" };

    public static readonly KeyDefinition Weight = new("weight", KeyKind.Number, "The same as priority.")
    { Minimum = 0, Maximum = ushort.MaxValue, Unit = "rank", Dialect = KeyDialect.Pingap, Example = "1024" };

    public static readonly KeyDefinition Rewrite = new("rewrite", KeyKind.Text,
        "How the path changes: /x in place of the location's prefix, \"regex replacement\", or a whole path with variables.") { Example = "\"/\"" };

    public static readonly KeyDefinition HeadersAdd = new("headers_add", KeyKind.TextList, "Fields added to the response, as \"Name: value\".")
    { Dialect = KeyDialect.Readme, Example = "[\"X-Served-By: pingap\"]", Names = NamedValues.Fields };

    public static readonly KeyDefinition HeadersRemove = new("headers_remove", KeyKind.TextList, "Names of fields taken out of the response.")
    { Dialect = KeyDialect.Readme, Example = "[\"Server\"]" };

    public static readonly KeyDefinition HeadersSet = new("headers_set", KeyKind.TextTable, "Fields set in the response, in place of what it has.")
    { Dialect = KeyDialect.Readme, Example = "{ X-Frame-Options = \"DENY\" }", Names = NamedValues.Fields };

    public static readonly KeyDefinition ProxySetHeaders = new("proxy_set_headers", KeyKind.TextTableOrList,
        "Fields set in the request to the upstream: a table, or a list of \"Name: value\".") { Example = "{ Host = \"internal.example\" }", Names = NamedValues.Fields };

    public static readonly KeyDefinition ProxyAddHeaders = new("proxy_add_headers", KeyKind.TextList,
        "Fields added to the request to the upstream, as \"Name: value\".") { Dialect = KeyDialect.Pingap, Example = "[\"X-Via: pingap\"]", Names = NamedValues.Fields };

    public static readonly KeyDefinition ClientMaxBodySize = new("client_max_body_size", KeyKind.Size, "Largest request body; 0 is without limit.")
    { Default = "0", Dialect = KeyDialect.Pingap };

    public static readonly KeyDefinition EnableReverseProxyHeaders = new("enable_reverse_proxy_headers", KeyKind.Boolean,
        "Whether X-Forwarded-For, -Proto, -Host, -Port and X-Real-IP are sent; true unless the location is written in Pingap's dialect.")
    { Default = "true" };

    public static readonly KeyDefinition MaxRetries = new("max_retries", KeyKind.Number,
        "How many more times a request may be sent: after a failed connection always, else if its method is idempotent and no body was sent. Each other backend once when not given.")
    { Minimum = 0, Maximum = 255, Unit = "retries", Dialect = KeyDialect.Pingap, Example = "1" };

    public static readonly KeyDefinition RetryStatuses = new("retry_statuses", KeyKind.Text,
        "Answers of a backend after which an idempotent request is sent to another one, separated by commas: a status or a range; none when not given.")
    { Example = "\"502,503,504\"" };

    public static readonly KeyDefinition MaxRetryWindow = new("max_retry_window", KeyKind.Duration,
        "No retry starts later than this after the request began.") { Minimum = 1, Dialect = KeyDialect.Pingap, Example = "\"10s\"" };

    public static readonly KeyDefinition RequestTimeout = new("request_timeout", KeyKind.Duration,
        "How long a request may take altogether: waiting, retries and the whole response included; a WebSocket until it is open. No limit when not given.")
    { Minimum = 1, Example = "\"30s\"" };

    public static readonly KeyDefinition HedgeAfter = new("hedge_after", KeyKind.Duration,
        "How long a backend has to begin its answer before a second one is asked too, of which the first to answer is taken; for GET, HEAD and OPTIONS without a body. Never when not given.")
    { Minimum = 1, Example = "\"200ms\"" };

    public static readonly KeyDefinition Plugins = new("plugins", KeyKind.TextList, "Names of [plugins] that a request passes, in order.")
    { Example = "[\"pingap:compression\"]" };

    public static readonly KeyDefinition Remark = new("remark", KeyKind.Text, "A note for people; the proxy ignores it.")
    { Dialect = KeyDialect.Pingap, Example = "\"the shop's API\"" };

    public static readonly KeyDefinition QueuePriority = new("queue_priority", KeyKind.Number,
        "How early its requests are served where requests wait for an upstream: higher first, and where the queue is full in place of lower ones.")
    { Default = "0", Unit = "rank", Minimum = 0, Maximum = 9 };

    public static readonly KeyDefinition MaxProcessing = KeyDefinition.NotYet("max_processing", KeyKind.Number,
        "Requests it has in work at a time, further ones are answered 429; 0 is without limit.")
        with { Default = "0", Minimum = 0, Maximum = int.MaxValue, Unit = "requests" };

    public static readonly KeyDefinition GrpcWeb = KeyDefinition.NotYet("grpc_web", KeyKind.Boolean,
        "Whether gRPC-Web is translated to gRPC; the server needs the module grpc-web.") with { Default = "false" };

    public static readonly SectionDefinition Section = new("locations", "Which requests go to which upstream, and what changes on the way.", HasEntries: true,
    [
        Upstream, Path, PathType, PathBoundary, Host, MatchHeaders, MatchQuery, MatchCookies, MatchMethods, Priority, Weight, Rewrite,
        HeadersAdd, HeadersRemove, HeadersSet, ProxySetHeaders, ProxyAddHeaders, ClientMaxBodySize, EnableReverseProxyHeaders,
        MaxRetries, RetryStatuses, MaxRetryWindow, RequestTimeout, HedgeAfter, Plugins, Remark,
        QueuePriority, MaxProcessing, GrpcWeb,
        StorageKeys.Includes,
    ]);

    private static KeyDefinition Condition(string name, string what, NamedValues names) =>
        new(name, KeyKind.TextList, $"{what}: \"name:value\", or \"name\" for any value.")
        { Dialect = KeyDialect.Pingap, Example = "[\"name:value\"]", Names = names };
}
