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
        var discovery = new DiscoveryReader(context, table);
        var tls = Tls(table, discovery.IsTransparent);
        if (discovery.IsTransparent) RefuseWhatNeedsSiblings(table);
        var defaultPort = tls is null ? 80 : 443;
        var backends = discovery.HasAddresses ? new BackendsReader(context, table).Read(defaultPort) : [];
        if (!discovery.HasAddresses && table.Has(BalancingKeys.Backups))
            table.Error(BalancingKeys.Backups, $"goes with addresses in {UpstreamKeys.Addrs.Name} only; remove it; with discovery file, a line that ends with the word backup makes one");
        return new UpstreamConfig(
            new UpstreamName(entry.Name),
            backends,
            new BalancingReader(context, table).Read(),
            Protocol(table),
            tls,
            Timeouts(table),
            discovery.IsTransparent ? HealthCheckConfig.None : HealthCheck(table),
            Breaker(table))
        {
            SlowStart = table.Time(BalancingKeys.SlowStart) ?? TimeSpan.Zero,
            Capacity = CapacityReader.Read(table),
            RetryBudget = new RetryBudgetConfig(
                table.Integer(UpstreamKeys.RetryBudget) ?? RetryBudgetConfig.Default.Percent, table.Integer(UpstreamKeys.RetryBudgetMin) ?? RetryBudgetConfig.Default.Least),
            Discovery = discovery.Read(backends, defaultPort),
            Outliers = Outliers(table),
            PanicThreshold = table.Integer(UpstreamKeys.PanicThreshold) ?? 0,
            MaxHttp2Streams = table.Integer(UpstreamKeys.MaxH2Streams) ?? 1,
            Sockets = Sockets(table),
            Statistics = Statistics(table),
            Remark = new FormReader(context, table).Text(UpstreamKeys.Remark),
        };
    }

    private static UpstreamTimeouts Timeouts(TableReader table)
    {
        var otherwise = UpstreamTimeouts.Default;
        var (read, firstByte) = (table.Time(UpstreamKeys.ReadTimeout), table.Time(UpstreamKeys.FirstByteTimeout));
        if (firstByte > read)
        {
            table.Error(UpstreamKeys.FirstByteTimeout,
                $"is longer than the {Duration.Show((long)read.Value.TotalMilliseconds)} of {UpstreamKeys.ReadTimeout.Name}, which holds for the first byte too; make it shorter, or that one longer");
        }

        return new UpstreamTimeouts(
            table.Time(UpstreamKeys.ConnectionTimeout) ?? otherwise.Connect,
            table.Time(UpstreamKeys.TotalConnectionTimeout) ?? otherwise.TotalConnect,
            read ?? otherwise.Read,
            table.Time(UpstreamKeys.WriteTimeout) ?? otherwise.Write,
            table.Time(UpstreamKeys.IdleTimeout) ?? otherwise.Idle)
        {
            FirstByte = firstByte,
        };
    }

    private static UpstreamSockets Sockets(TableReader table)
    {
        var otherwise = UpstreamSockets.Default;
        return new UpstreamSockets(
            TcpReader.KeepAlive(table, otherwise.KeepAlive), (int?)table.Size(UpstreamKeys.TcpRecvBuf), table.Flag(UpstreamKeys.TcpFastOpen) ?? otherwise.FastOpen);
    }

    private static UpstreamStatistics Statistics(TableReader table)
    {
        var otherwise = UpstreamStatistics.Default;
        return new UpstreamStatistics(
            table.Flag(UpstreamKeys.EnableTracer) ?? otherwise.Connections, table.Flag(UpstreamKeys.EnableBackendStats) ?? otherwise.Backends);
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

    private UpstreamTls? Tls(TableReader table, bool isTransparent)
    {
        var verify = table.Flag(UpstreamKeys.VerifyCert) ?? true;
        if (table.Text(UpstreamKeys.Sni) is not { Value.Length: > 0 } text) return null;
        if (text.Value == UpstreamTls.HostOfRequest && !isTransparent)
            context.Error(text, $"{text.Shown} is the host that a request names, which is dialed with discovery transparent only; write the name of the backends");
        else if (text.Value != UpstreamTls.HostOfRequest && !HostAndPort.IsHostName(text.Value)) context.Error(text, $"{text.Shown} is not a host name; write one such as {UpstreamKeys.Sni.Example}");
        return new UpstreamTls(text.Value, verify);
    }

    /// <summary>Hosts that requests name are not known beforehand, so that none could be probed, and none stands in for another.</summary>
    private static void RefuseWhatNeedsSiblings(TableReader table)
    {
        foreach (var key in new[] { UpstreamKeys.Weights, UpstreamKeys.HealthCheck, UpstreamKeys.EjectFailures, UpstreamKeys.EjectFailurePercent, UpstreamKeys.PanicThreshold })
        {
            if (table.Has(key)) table.Error(key, "is for backends that are known beforehand and stand in for each other, which those of discovery transparent do not; remove it");
        }
    }

    private HealthCheckConfig HealthCheck(TableReader table)
    {
        if (table.Text(UpstreamKeys.HealthCheck) is not { Value.Length: > 0 } text) return HealthCheckConfig.Default;
        var wrong = new List<string>();
        var check = HealthCheckText.Parse(text.Value, wrong);
        foreach (var message in wrong) context.Error(text, message);
        return check;
    }

    private static CircuitBreakerConfig Breaker(TableReader table)
    {
        var off = CircuitBreakerConfig.Off;
        return new CircuitBreakerConfig(
            table.Integer(UpstreamKeys.MaxConsecutiveFailures) ?? off.MaxConsecutiveFailures,
            table.Integer(UpstreamKeys.MaxFailurePercent) ?? off.MaxFailurePercent,
            table.Integer(UpstreamKeys.MinRequests) ?? off.MinRequests,
            table.Time(UpstreamKeys.StatsInterval) ?? off.Window,
            table.Integer(UpstreamKeys.HalfOpenSuccesses) ?? off.HalfOpenSuccesses,
            table.Time(UpstreamKeys.OpenDuration) ?? off.OpenDuration,
            table.Statuses(UpstreamKeys.FailureStatuses) ?? off.FailureStatuses);
    }

    private static EjectionConfig Outliers(TableReader table)
    {
        var off = EjectionConfig.Off;
        var duration = table.Time(UpstreamKeys.EjectDuration) ?? off.BaseDuration;
        var longest = table.Time(UpstreamKeys.EjectMaxDuration);
        if (longest < duration)
        {
            table.Error(UpstreamKeys.EjectMaxDuration,
                $"is shorter than the {Duration.Show((long)duration.TotalMilliseconds)} of {UpstreamKeys.EjectDuration.Name}; make it as long or longer");
        }

        return new EjectionConfig(
            table.Integer(UpstreamKeys.EjectFailures) ?? off.ConsecutiveFailures,
            table.Integer(UpstreamKeys.EjectFailurePercent) ?? off.FailurePercent,
            table.Integer(UpstreamKeys.EjectMinRequests) ?? off.MinRequests,
            table.Time(UpstreamKeys.EjectWindow) ?? off.Window,
            duration,
            // An eject_duration that is longer than the default of the other does not grow.
            longest ?? (duration > off.MaxDuration ? duration : off.MaxDuration),
            table.Integer(UpstreamKeys.EjectMaxPercent) ?? off.MaxPercent);
    }
}
