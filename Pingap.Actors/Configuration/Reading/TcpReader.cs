using Pingap.Actors.Configuration.Schema;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads the socket options that servers and upstreams have in common.</summary>
internal static class TcpReader
{
    /// <summary>How dead peers are noticed.</summary>
    public static TcpKeepAlive KeepAlive(TableReader table) => new(
        table.Time(TcpKeys.Idle), table.Time(TcpKeys.Interval), table.Integer(TcpKeys.ProbeCount), table.Time(TcpKeys.UserTimeout));
}
