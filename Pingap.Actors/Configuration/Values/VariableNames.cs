namespace Pingap.Actors.Configuration.Values;

/// <summary>The names of the variables that values may hold.</summary>
internal static class VariableNames
{
    /// <summary>What begins the name of a variable that stands for a request header field: <c>$http_user_agent</c>.</summary>
    public const string HeaderPrefix = "http_";

    /// <summary>The variables by name.</summary>
    public static IReadOnlyDictionary<string, VariableKind> Known { get; } = new Dictionary<string, VariableKind>(StringComparer.Ordinal)
    {
        ["host"] = VariableKind.Host,
        ["scheme"] = VariableKind.Scheme,
        ["hostname"] = VariableKind.Hostname,
        ["remote_addr"] = VariableKind.RemoteAddr,
        ["remote_port"] = VariableKind.RemotePort,
        ["server_addr"] = VariableKind.ServerAddr,
        ["server_port"] = VariableKind.ServerPort,
        ["upstream_addr"] = VariableKind.UpstreamAddr,
        ["proxy_add_x_forwarded_for"] = VariableKind.ProxyAddXForwardedFor,
        ["uri"] = VariableKind.Uri,
        ["args"] = VariableKind.Args,
        ["request_method"] = VariableKind.RequestMethod,
        ["request_id"] = VariableKind.RequestId,
    };
}
