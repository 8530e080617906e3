using Pingap.Actors.Configuration;

namespace Pingap.Actors.Routing;

/// <summary>A location made ready to be matched: its expressions compiled, its place in the order known.</summary>
public sealed class LocationRoute
{
    private readonly HostMatcher _hosts;
    private readonly bool _capturesPath;
    private readonly bool _capturesHost;

    internal LocationRoute(LocationConfig config, int index, int rank)
    {
        Config = config;
        Index = index;
        Rank = rank;
        Path = new(config.Path);
        _hosts = new(config.Hosts);
        Rewrite = config.Rewrite is null ? null : new(config.Rewrite);

        // Names may be used anywhere (plugins, logs); numbers mean something only to the location's own values.
        var numbers = MentionsCaptures(config);
        _capturesPath = Path.Groups is { } groups && (groups.HasNamed || (numbers && groups.HasAny));
        _capturesHost = _hosts.HasGroups(named: !numbers);
    }

    private LocationRoute(LocationRoute known, int index, int rank)
    {
        (Config, Index, Rank) = (known.Config, index, rank);
        (Path, Rewrite, _hosts) = (known.Path, known.Rewrite, known._hosts);
        (_capturesPath, _capturesHost) = (known._capturesPath, known._capturesHost);
    }

    /// <summary>What the user wrote.</summary>
    public LocationConfig Config { get; }

    /// <summary>Its place, from 0, in the list the table was built from: an index for arrays that run beside it.</summary>
    public int Index { get; }

    /// <summary>How the path changes, or <c>null</c>.</summary>
    public PathRewrite? Rewrite { get; }

    /// <summary>Its place, from 0, in the order of trying.</summary>
    internal int Rank { get; }

    internal PathMatcher Path { get; }

    /// <summary>The upstream of a request, whose name may be captured from it.</summary>
    /// <param name="captures">The captures of the match, extended by the rewrite.</param>
    /// <param name="upstream">The name, which only for a named upstream is known to exist.</param>
    /// <returns>Whether there is a name; a capture may be missing or empty.</returns>
    public bool TryGetUpstream(Captures? captures, out UpstreamName upstream)
    {
        if (Config.Upstream.Name is { } name)
        {
            upstream = name;
            return true;
        }

        var captured = Config.Upstream.Capture is { } capture ? captures?[capture] : null;
        upstream = new(captured ?? "");
        return !string.IsNullOrEmpty(captured);
    }

    /// <summary>The same location in another place of the order.</summary>
    internal LocationRoute At(int index, int rank) => index == Index && rank == Rank ? this : new(this, index, rank);

    /// <summary>Whether the location takes a request of which only the host has not been looked at.</summary>
    internal bool TakesAllButHost(IRouteRequest request) =>
        Path.Takes(request.Path) && TakesMethod(request.Method) && MeetsConditions(request);

    internal bool TakesHost(string host) => _hosts.Takes(host);

    /// <summary>What its expressions find in a request it takes, the host's overriding the path's; <c>null</c> if nobody would ask.</summary>
    internal Captures? Capture(IRouteRequest request) => Captures.Join(
        _capturesPath ? Path.Groups!.Find(request.Path) : null,
        _capturesHost ? _hosts.Find(request.Host) : null);

    private bool TakesMethod(string method)
    {
        var methods = Config.Methods.AsSpan();
        if (methods.IsEmpty) return true;
        foreach (var each in methods)
        {
            if (string.Equals(each, method, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private bool MeetsConditions(IRouteRequest request)
    {
        foreach (var condition in Config.Conditions.AsSpan())
        {
            var value = condition.Source switch
            {
                ConditionSource.Header => request.Header(condition.Name),
                ConditionSource.Query => request.Query(condition.Name),
                _ => request.Cookie(condition.Name),
            };
            if (value is null) return false;
            if (condition.Value is not null && !string.Equals(value, condition.Value, StringComparison.Ordinal)) return false;
        }

        return true;
    }

    private static bool MentionsCaptures(LocationConfig config) =>
        config.Upstream.Capture is not null
        || config.RequestHeaders.Any(rule => Mentions(rule.Value))
        || config.ResponseHeaders.Any(rule => Mentions(rule.Value))
        || config.Rewrite switch
        {
            RewriteRule.ReplaceMatch match => Mentions(match.Replacement),
            RewriteRule.ReplacePath path => Mentions(path.Replacement),
            _ => false,
        };

    private static bool Mentions(ValueTemplate value) => value.Parts.Any(part => part.Variable is VariableKind.Capture);
}
