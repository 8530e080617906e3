using Pingap.Actors.Configuration.Schema;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads what clients may cost.</summary>
internal static class ClientLimitsReader
{
    /// <summary>The limits.</summary>
    public static ClientLimitsConfig Read(TableReader table)
    {
        var otherwise = ClientLimitsConfig.Default;
        return new ClientLimitsConfig(
            table.Integer(ClientKeys.MaxConnections),
            table.Integer(ClientKeys.MaxConnectionsPerIp) ?? otherwise.MaxConnectionsPerAddress,
            table.Time(ClientKeys.HeaderTimeout) ?? otherwise.HeaderTimeout,
            table.Time(ClientKeys.KeepAliveTimeout) ?? otherwise.KeepAlive,
            (int?)table.Size(ClientKeys.MinRate) ?? otherwise.MinimumRate,
            table.Integer(ClientKeys.MaxStreams) ?? otherwise.MaxStreams)
        {
            MaxNewConnectionsPerAddress = table.Integer(ClientKeys.MaxNewConnectionsPerIp) ?? otherwise.MaxNewConnectionsPerAddress,
        };
    }
}
