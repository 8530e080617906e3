using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Result;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Forwarding;

/// <summary>Makes the upstreams that locations ask for, each once.</summary>
/// <param name="blocks">The <c>upstream</c> blocks.</param>
/// <param name="findings">Receives what cannot be had.</param>
internal sealed class UpstreamCatalog(IReadOnlyList<NginxDirective> blocks, FindingList findings)
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(24);

    private readonly Dictionary<string, NginxDirective> _blockByName =
        blocks.DistinctBy(block => block.First, StringComparer.OrdinalIgnoreCase).ToDictionary(block => block.First, StringComparer.OrdinalIgnoreCase);

    private readonly EntityNames _names = new();
    private readonly Dictionary<UpstreamKey, ConvertedUpstream?> _made = [];
    private readonly List<ConvertedUpstream> _all = [];
    private readonly HashSet<NginxDirective> _used = [];

    /// <summary>The upstreams asked for so far, in the order they were.</summary>
    public IReadOnlyList<ConvertedUpstream> All => _all;

    /// <summary>The blocks nobody has asked for.</summary>
    public IEnumerable<NginxDirective> Unused => blocks.Where(block => !_used.Contains(block));

    /// <summary>The name of the upstream for a location, or <c>null</c> if it would have no backend.</summary>
    public string? NameFor(ProxyTarget target, NginxScope scope)
    {
        var key = Key(target, scope);
        if (_made.TryGetValue(key, out var made)) return made?.Name;
        var block = _blockByName.GetValueOrDefault(target.Authority);
        made = block is null ? OfAddress(target, key) : OfBlock(block, target, key);
        _made.Add(key, made);
        if (made is not null) _all.Add(made);
        return made?.Name;
    }

    private UpstreamKey Key(ProxyTarget target, NginxScope scope)
    {
        var prefix = target.IsGrpc ? "grpc" : "proxy";
        var failures = scope.Find(prefix + "_next_upstream") is { } next
            ? string.Join(',', next.Args.Where(arg => arg.StartsWith("http_5", StringComparison.Ordinal)).Select(arg => arg[5..]))
            : "";
        var verifies = target.IsTls && scope.Value(prefix + "_ssl_verify", "off") is "on";
        if (target.IsTls && !verifies)
            findings.NoteOnce("verify", target.Directive, "nginx does not verify the backend's certificate, and so verify_cert is false; take that out if the certificate can be verified");
        return new UpstreamKey(
            target.Authority.ToLowerInvariant(),
            target.IsTls ? Sni(target, scope, prefix) : null,
            verifies,
            target.IsGrpc,
            Time(scope, prefix + "_connect_timeout"),
            Time(scope, prefix + "_read_timeout"),
            Time(scope, prefix + "_send_timeout"),
            failures);
    }

    private string Sni(ProxyTarget target, NginxScope scope, string prefix)
    {
        var named = scope.Find(prefix + "_ssl_name");
        if (named is not null && BackendText.IsName(named.First)) return named.First;
        if (named is not null && named.First is not ("$proxy_host" or "$host"))
            findings.NotConverted(named, $"{named.First} is not a plain host name; the name in {target.Directive.Name} is used for TLS");
        if (BackendText.IsName(target.Host)) return target.Host;
        findings.Note(target.Directive, "TLS towards the backend needs a name, and an address is none; sni is \"localhost\", put the right name there");
        return "localhost";
    }

    private TimeSpan? Time(NginxScope scope, string name)
    {
        if (scope.Find(name) is not { } directive) return null;
        if (!NginxUnits.TryTime(directive.First, out var time) || time <= TimeSpan.Zero)
        {
            findings.NotConverted(directive, $"{directive.First} is not a time that can be waited");
            return null;
        }

        if (time <= LongestTime) return time;
        findings.Note(directive, "24 days is the longest time");
        return LongestTime;
    }

    private ConvertedUpstream? OfAddress(ProxyTarget target, UpstreamKey key)
    {
        if (!BackendText.TryWithPort(target.Authority, out var address, out var why, target.Port))
        {
            findings.NotConverted(target.Directive, $"{target.Authority}: {why}");
            return null;
        }

        var like = char.IsAsciiLetter(target.Authority[0]) ? target.Authority : "backend_" + target.Authority;
        return With(new ConvertedUpstream(_names.Take(like), target.Directive, [address]), key);
    }

    private ConvertedUpstream? OfBlock(NginxDirective block, ProxyTarget target, UpstreamKey key)
    {
        var isCopy = !_used.Add(block);
        var servers = UpstreamServers.Read(block, findings);
        if (servers.All.Count == 0 || servers.All.Concat(servers.Backups).All(server => server.Weight == 0))
        {
            findings.NotConverted(target.Directive, $"upstream {block.First} has no backend that could be converted");
            return null;
        }

        return With(
            new ConvertedUpstream(_names.Take(block.First), block, [.. servers.All.Select(server => server.Address)])
            {
                Remark = isCopy ? $"The same backends once more: {target.Directive.Place} has times or TLS of its own." : null,
                Weights = servers.All.Any(server => server.Weight != 1) ? [.. servers.All.Select(server => server.Weight)] : [],
                Backups = [.. servers.Backups.Select(server => server.Weight == 1 ? server.Address : $"{server.Address} {server.Weight}")],
                Algorithm = Algorithm(block),
                MaxFailures = servers.MaxFailures,
                FailTimeout = servers.FailTimeout,
                FailureStatuses = key.Failures.Length > 0 ? key.Failures : null,
            },
            key,
            IdleTime(block));
    }

    private static ConvertedUpstream With(ConvertedUpstream upstream, UpstreamKey key, TimeSpan? idle = null) => upstream with
    {
        Sni = key.Sni,
        VerifiesCertificate = key.Sni is null ? null : key.Verifies,
        Alpn = key.IsGrpc ? "h2" : null,
        Times = idle is { } time ? [.. key.Times, ("idle_timeout", time)] : key.Times,
    };

    private static TimeSpan? IdleTime(NginxDirective block) =>
        block.Children.FirstOrDefault(line => line.Name == "keepalive_timeout") is { } line && NginxUnits.TryTime(line.First, out var time) && time > TimeSpan.Zero && time <= LongestTime
            ? time
            : null;

    private string? Algorithm(NginxDirective block)
    {
        string? algorithm = null;
        foreach (var line in block.Children)
        {
            switch (line.Name)
            {
                case "least_conn" or "ip_hash":
                    algorithm = line.Name;
                    break;
                case "hash":
                    algorithm = HashedPart.Algorithm(line.First);
                    if (algorithm is null) findings.NotConverted(line, $"{line.First} is not one part of a request; backends take turns");
                    break;
                case "random":
                    algorithm = line.First is "two" ? "p2c" : "random";
                    break;
                case "least_time":
                    algorithm = "peak_ewma";
                    break;
                case "sticky" or "queue" or "ntlm":
                    findings.NotConverted(line, "not available; backends take turns");
                    break;
                case "server" or "keepalive" or "keepalive_requests" or "keepalive_time" or "keepalive_timeout" or "zone" or "resolver" or "resolver_timeout":
                    break;
                default:
                    findings.NotConverted(line, "there is no such setting of an upstream here");
                    break;
            }
        }

        return algorithm;
    }
}
