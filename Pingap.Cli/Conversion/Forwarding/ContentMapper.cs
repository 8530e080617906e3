using System.Globalization;
using Pingap.Actors.Configuration;
using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Listening;
using Pingap.Cli.Conversion.Matching;
using Pingap.Cli.Conversion.Result;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Forwarding;

/// <summary>Finds out what becomes of the requests of a location.</summary>
/// <remarks>What cannot be had is closed, answered with 404: to let such requests fall to another location would be to guess.</remarks>
/// <param name="upstreams">Makes the upstreams.</param>
/// <param name="findings">Receives what cannot be had.</param>
internal sealed class ContentMapper(UpstreamCatalog upstreams, FindingList findings)
{
    private const string DefaultBodySize = "1m";

    private static readonly string[] Elsewhere =
    [
        "fastcgi_pass", "uwsgi_pass", "scgi_pass", "memcached_pass", "empty_gif", "stub_status", "mp4", "flv", "dav_methods",
        "content_by_lua", "content_by_lua_block", "content_by_lua_file",
    ];

    private static readonly string[] FromFiles = ["root", "alias", "try_files", "autoindex"];

    /// <summary>What becomes of them.</summary>
    /// <param name="server">The server.</param>
    /// <param name="hosts">The names of the server that lead here.</param>
    /// <param name="path">The path.</param>
    public LocationContent Content(NginxServer server, IReadOnlyList<ServerNamePattern> hosts, PlannedPath path)
    {
        if (server.Scope.Own("return") is not null) return new LocationContent(null, "the server returns an answer of its own");
        if (path.Location is not { } location) return new LocationContent(null, "no location of the server takes these requests");
        if (location.Scope.Own("return") is { } answer) return new LocationContent(null, Returned(answer));
        var scope = Handler(server, location);
        // What try_files ends in has guards of its own.
        var closing = AccessRules.Closing(location.Scope) ?? (location.Scope == scope ? null : AccessRules.Guard(scope));
        if (Pass(scope) is not { } pass) return new LocationContent(null, closing ?? NothingToForwardTo(scope, location.Directive));
        var content = Forwarded(server, hosts, path, scope, pass);
        return content with { Closed = content.Closed ?? closing };
    }

    /// <summary>The block that answers: the location's own, or the named one that <c>try_files</c> ends in.</summary>
    private static NginxScope Handler(NginxServer server, NginxLocation location)
    {
        if (Pass(location.Scope) is not null) return location.Scope;
        if (location.Scope.Find("try_files") is not { Args: [.., ['@', ..] name] }) return location.Scope;
        return NginxLocation.In(server.Scope).FirstOrDefault(other => other.Modifier is LocationModifier.Named && other.Text == name)?.Scope ?? location.Scope;
    }

    private static string Returned(NginxDirective answer)
    {
        var isStatus = int.TryParse(answer.First, NumberStyles.None, CultureInfo.InvariantCulture, out var status);
        return isStatus && status is >= 400 and < 600 ? $"nginx returns {status}" : "it returns an answer of its own";
    }

    private static NginxDirective? Pass(NginxScope scope) => scope.Own("proxy_pass") ?? scope.Own("grpc_pass");

    private string NothingToForwardTo(NginxScope scope, NginxDirective location)
    {
        if (Array.Find(Elsewhere, name => scope.Own(name) is not null) is { } other) return $"{other} is not available";
        // Where a directive says so, that line is told of already.
        if (!Array.Exists(FromFiles, name => scope.Own(name) is not null))
            findings.NotConverted(location, "nginx serves files here, which is not available yet; these requests are answered with 404");
        return "nginx serves files here";
    }

    private LocationContent Forwarded(
        NginxServer server, IReadOnlyList<ServerNamePattern> hosts, PlannedPath path, NginxScope scope, NginxDirective pass)
    {
        if (!ProxyTarget.TryRead(pass, out var target, out var why))
        {
            findings.NotConverted(pass, $"{why}; the location answers 404");
            return new LocationContent(null, "its backend could not be converted");
        }

        if (upstreams.NameFor(target, scope) is not { } upstream) return new LocationContent(null, "its backend could not be converted");
        var rewrite = RewriteMapper.Rewrite(scope, path, target, findings);
        var values = new ValueMapper(Captures(hosts, path, rewrite), Constants(server, target));
        var fields = RequestFieldReader.Read(scope, target, values, findings);
        NoteRedirects(scope, target);
        var next = target.IsGrpc ? "grpc_next_upstream" : "proxy_next_upstream";
        return new LocationContent(upstream, fields.Closing)
        {
            Rewrite = rewrite,
            RequestFields = fields.Set,
            MoreRequestFields = fields.More,
            ResponseFields = ResponseFieldReader.Added(scope, values, findings),
            HiddenFields = ResponseFieldReader.Hidden(scope, findings),
            MaxBodySize = MaxBodySize(scope),
            MaxRetries = MaxRetries(scope, next),
            RetryStatuses = RetryStatuses(scope, next),
            RetryWindow = scope.Find(next + "_timeout") is { } window && NginxUnits.TryTime(window.First, out var time) && time > TimeSpan.Zero ? time : null,
        };
    }

    /// <summary>Numbers speak of the last expression that matched, which after a rewrite is that of the rewrite.</summary>
    private static CaptureNames Captures(IReadOnlyList<ServerNamePattern> hosts, PlannedPath path, string? rewrite)
    {
        var captures = path.Kind is PathPatternKind.Regex ? CaptureNames.Of(path.Text) : CaptureNames.None;
        foreach (var host in hosts.Where(host => host.Kind is ServerNameKind.Regex)) captures = captures.WithNamesOf(CaptureNames.Of(host.Text));
        return rewrite is not null && !rewrite.StartsWith('/') ? captures with { Count = 0 } : captures;
    }

    private static Dictionary<string, string> Constants(NginxServer server, ProxyTarget target) => new(StringComparer.Ordinal)
    {
        ["server_name"] = server.Scope.Own("server_name")?.First ?? "",
        ["proxy_host"] = target.Authority,
        ["proxy_port"] = target.Port.ToString(CultureInfo.InvariantCulture),
    };

    private void NoteRedirects(NginxScope scope, ProxyTarget target)
    {
        if (scope.Find("proxy_redirect") is { } redirect)
        {
            if (redirect.First is not "off") findings.NotConverted(redirect, "Location fields in answers are passed on as they are");
        }
        else if (target.Uri is not (null or "/"))
        {
            findings.NoteOnce("proxy_redirect", target.Directive, $"a backend that redirects to {target.Uri} is not corrected: Location fields in answers are passed on as they are");
        }
    }

    private string? MaxBodySize(NginxScope scope)
    {
        var directive = scope.Find("client_max_body_size");
        if (NginxUnits.TrySize(directive?.First ?? DefaultBodySize, out var size)) return size is "0" ? null : size;
        findings.NotConverted(directive!, $"{directive!.First} is not a size");
        return "1mib";
    }

    private static int? MaxRetries(NginxScope scope, string next)
    {
        if (scope.Find(next) is { First: "off" }) return 0;
        return scope.Find(next + "_tries") is { } tries
            && int.TryParse(tries.First, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 256 ? count - 1 : null;
    }

    /// <summary>The answers after which nginx asks the next server too; of requests that may be repeated, as here.</summary>
    private string? RetryStatuses(NginxScope scope, string next)
    {
        if (scope.Find(next) is not { First: not "off" } directive) return null;
        if (directive.Args.Contains("non_idempotent"))
            findings.NoteOnce("non_idempotent", directive, "requests that must not be repeated, such as POST, are sent again only after a failed connection");
        var statuses = directive.Args.Where(arg => arg is ['h', 't', 't', 'p', '_', _, _, _]).Select(arg => arg[5..]).Where(status => status.All(char.IsAsciiDigit));
        return string.Join(',', statuses.Distinct()) is { Length: > 0 } joined ? joined : null;
    }
}
