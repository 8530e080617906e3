using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads <c>[upstreams]</c>.</summary>
internal sealed class UpstreamReader(ReadingContext context)
{
    /// <summary>Reads one upstream.</summary>
    public UpstreamConfig Read(SectionEntry entry)
    {
        var table = new TableReader(context, UpstreamKeys.Section, entry);
        var tls = Tls(table);
        var timeouts = UpstreamTimeouts.Default;
        return new UpstreamConfig(
            new UpstreamName(entry.Name),
            HasAddresses(table) ? new BackendsReader(context, table).Read(tls is null ? 80 : 443) : [],
            Algorithm(table),
            Protocol(table),
            tls,
            new UpstreamTimeouts(
                table.Time(UpstreamKeys.ConnectionTimeout) ?? timeouts.Connect,
                table.Time(UpstreamKeys.TotalConnectionTimeout) ?? timeouts.TotalConnect,
                table.Time(UpstreamKeys.ReadTimeout) ?? timeouts.Read,
                table.Time(UpstreamKeys.WriteTimeout) ?? timeouts.Write,
                table.Time(UpstreamKeys.IdleTimeout) ?? timeouts.Idle),
            HealthCheck(table),
            Breaker(table));
    }

    private bool HasAddresses(TableReader table)
    {
        table.Text(UpstreamKeys.Remark);
        table.Flag(UpstreamKeys.EnableBackendStats);
        if (table.Text(UpstreamKeys.Discovery) is not { } text || text.Value is "static" or "dns" or "") return true;
        context.Error(text, text.Value is "docker" or "transparent"
            ? $"{text.Shown} is not available yet; use static or dns"
            : $"{text.Shown} is not a kind of discovery; use static or dns");
        return false;
    }

    private BalancingAlgorithm Algorithm(TableReader table)
    {
        table.Exclude(UpstreamKeys.Algorithm, UpstreamKeys.Algo);
        return Algorithm(table.Text(UpstreamKeys.Algorithm)) ?? Algorithm(table.Text(UpstreamKeys.Algo)) ?? BalancingAlgorithm.RoundRobin;
    }

    private BalancingAlgorithm? Algorithm(SettingText? text)
    {
        switch (text?.Value)
        {
            case null: return null;
            case "" or "round_robin" or "weighted_round_robin": return BalancingAlgorithm.RoundRobin;
            case "least_conn": return BalancingAlgorithm.LeastConnections;
            case "ip_hash" or "hash:ip": return BalancingAlgorithm.IpHash;
            case var hash when hash is "hash" || hash.StartsWith("hash:", StringComparison.Ordinal):
                context.Error(text, $"{text.Shown} is not available yet; use hash:ip, round_robin or least_conn");
                return null;
            case var other:
                var suggestion = Nearest.Suggestion(other, ["round_robin", "weighted_round_robin", "least_conn", "ip_hash", "hash:ip"],
                    "use round_robin, weighted_round_robin, least_conn or ip_hash");
                context.Error(text, $"{text.Shown} is not an algorithm; {suggestion}");
                return null;
        }
    }

    private UpstreamProtocol Protocol(TableReader table)
    {
        if (table.Text(UpstreamKeys.Alpn) is not { } text) return UpstreamProtocol.Http1;
        switch (text.Value.ToLowerInvariant())
        {
            case "" or "h1": return UpstreamProtocol.Http1;
            case "h2": return UpstreamProtocol.Http2;
            case "h2h1": return UpstreamProtocol.Http2OrHttp1;
            default:
                context.Error(text, $"{text.Shown} is not a protocol; use h1, h2 or h2h1");
                return UpstreamProtocol.Http1;
        }
    }

    private UpstreamTls? Tls(TableReader table)
    {
        var verify = table.Flag(UpstreamKeys.VerifyCert) ?? true;
        if (table.Text(UpstreamKeys.Sni) is not { Value.Length: > 0 } text) return null;
        if (!HostAndPort.IsHostName(text.Value)) context.Error(text, $"{text.Shown} is not a host name; write one such as {UpstreamKeys.Sni.Example}");
        return new UpstreamTls(text.Value, verify);
    }

    private HealthCheckConfig HealthCheck(TableReader table)
    {
        if (table.Text(UpstreamKeys.HealthCheck) is not { Value.Length: > 0 } text) return HealthCheckConfig.Default;
        var wrong = new List<string>();
        var check = HealthCheckText.Parse(text.Value, wrong, out var isGrpc);
        foreach (var message in wrong) context.Error(text, message);
        if (isGrpc) context.Problems.Warning(text.Place, text.Path, "gRPC probes are not available yet; backends are probed by a TCP connect");
        return check;
    }

    private CircuitBreakerConfig Breaker(TableReader table)
    {
        var off = CircuitBreakerConfig.Off;
        return new CircuitBreakerConfig(
            table.Integer(UpstreamKeys.MaxConsecutiveFailures) ?? off.MaxConsecutiveFailures,
            table.Integer(UpstreamKeys.MaxFailurePercent) ?? off.MaxFailurePercent,
            table.Integer(UpstreamKeys.MinRequests) ?? off.MinRequests,
            table.Time(UpstreamKeys.StatsInterval) ?? off.Window,
            table.Integer(UpstreamKeys.HalfOpenSuccesses) ?? off.HalfOpenSuccesses,
            table.Time(UpstreamKeys.OpenDuration) ?? off.OpenDuration,
            FailureStatuses(table) ?? off.FailureStatuses);
    }

    private ValueList<StatusRange>? FailureStatuses(TableReader table)
    {
        if (table.Text(UpstreamKeys.FailureStatuses) is not { Value.Length: > 0 } text) return null;
        if (StatusRanges.TryParse(text.Value, out var ranges, out var wrong)) return ranges;
        context.Error(text, $"{text.Shown} {wrong}");
        return null;
    }
}
