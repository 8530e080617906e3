using Pingap.Actors.Configuration;
using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Forwarding;
using Pingap.Cli.Conversion.Listening;
using Pingap.Cli.Conversion.Matching;
using Pingap.Cli.Conversion.Result;

namespace Pingap.Cli.Conversion;

/// <summary>Makes our locations of the servers of each address.</summary>
/// <remarks>
/// nginx chooses the server by host first, then the location by path; we try locations by priority. So a priority is the tier of the host times a
/// step that is larger than any server's number of locations, plus the place of the path in its server. Below a server's last location stands
/// one that takes whatever is left, or it would fall to the server of the next tier.
/// </remarks>
internal sealed class LocationMaker
{
    private readonly ContentMapper _contents;
    private readonly FindingList _findings;
    private readonly Dictionary<NginxServer, IReadOnlyList<PlannedPath>> _paths = [];
    private readonly Dictionary<string, string> _nameByText = new(StringComparer.Ordinal);
    private readonly EntityNames _names = new();
    private readonly List<(string, ConvertedLocation)> _all = [];
    private readonly int _step = 10;

    /// <param name="servers">All servers.</param>
    /// <param name="contents">Says what becomes of requests.</param>
    /// <param name="findings">Receives what cannot be had.</param>
    public LocationMaker(IEnumerable<NginxServer> servers, ContentMapper contents, FindingList findings)
    {
        _contents = contents;
        _findings = findings;
        foreach (var server in servers) _paths[server] = Paths(server);
        while (_paths.Values.Any(paths => paths.Count + 1 >= _step)) _step *= 10;
    }

    /// <summary>All locations made so far, by name.</summary>
    public IReadOnlyList<(string Name, ConvertedLocation Location)> All => _all;

    /// <summary>The names of the locations of one group, first tried first.</summary>
    public IReadOnlyList<string> Make(ListenerGroup group)
    {
        var names = new List<string>();
        foreach (var tier in HostTiers.Of(group, _findings).OrderByDescending(tier => tier.Tier))
        {
            var paths = _paths[tier.Server];
            var needsRest = paths.Count == 0 || (tier.Tier > 0 && !paths.Any(path => path is { Kind: PathPatternKind.Prefix, Text: "/" }));
            if (needsRest) paths = [.. paths, PlannedPath.Rest];
            for (var i = 0; i < paths.Count; i++) names.Add(Named(tier, paths[i], (tier.Tier * _step) + paths.Count - i));
        }

        return names;
    }

    private IReadOnlyList<PlannedPath> Paths(NginxServer server) =>
        server.Scope.Own("return") is null ? LocationOrder.Of(NginxLocation.In(server.Scope), _findings) : [PlannedPath.Rest];

    private string Named(HostTier tier, PlannedPath path, int priority)
    {
        var location = new ConvertedLocation(
            path.Location?.Directive ?? tier.Server.Directive,
            path.Kind,
            path.Text,
            [.. tier.Names.Select(name => name.Host)],
            priority,
            _contents.Content(tier.Server, tier.Names, path));

        // A server on two addresses has its locations twice only where their order differs.
        var text = ConfigText.Of(location);
        if (_nameByText.TryGetValue(text, out var known)) return known;
        var name = _names.Take($"{EntityNames.Plain(tier.Server.Label)}_{PathName(path)}");
        _nameByText.Add(text, name);
        _all.Add((name, location));
        return name;
    }

    private static string PathName(PlannedPath path) =>
        path.Location is null ? "rest" : path.Location.Text is "/" ? "root" : EntityNames.Plain(path.Location.Text);
}
