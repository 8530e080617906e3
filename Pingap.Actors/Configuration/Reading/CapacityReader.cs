using Pingap.Actors.Configuration.Schema;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads how many requests one upstream takes at a time, and how many more may wait.</summary>
internal static class CapacityReader
{
    /// <summary>The limits; those of an adaptive one are checked whether or not it is on.</summary>
    public static CapacityConfig Read(TableReader table)
    {
        var otherwise = CapacityConfig.Unlimited;
        var most = table.Integer(UpstreamKeys.MaxInFlight);
        var adaptive = Adaptive(table, most);
        return new CapacityConfig(
            most,
            table.Integer(UpstreamKeys.BackendMaxInFlight),
            table.Integer(UpstreamKeys.MaxConnections),
            table.Integer(UpstreamKeys.QueueSize) ?? otherwise.QueueSize,
            table.Time(UpstreamKeys.QueueTimeout) ?? otherwise.QueueTimeout)
        {
            RecoveryTimeout = table.Time(UpstreamKeys.RecoveryTimeout) ?? otherwise.RecoveryTimeout,
            Adaptive = table.Flag(AdaptiveKeys.Concurrency) is true ? adaptive : null,
        };
    }

    private static AdaptiveConcurrencyConfig Adaptive(TableReader table, int? most)
    {
        var otherwise = AdaptiveConcurrencyConfig.Default;
        var least = table.Integer(AdaptiveKeys.MinInFlight);
        if (least > most)
        {
            table.Error(AdaptiveKeys.MinInFlight,
                $"is {least}, which is more than the {most} of {UpstreamKeys.MaxInFlight.Name}; make it as much or less");
        }

        return new AdaptiveConcurrencyConfig(least ?? otherwise.LeastInFlight, table.Integer(AdaptiveKeys.Tolerance) ?? otherwise.TolerancePercent);
    }
}
