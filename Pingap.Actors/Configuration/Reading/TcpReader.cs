using Pingap.Actors.Configuration.Schema;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads the socket options that servers and upstreams have in common.</summary>
internal static class TcpReader
{
    /// <summary>How dead peers are noticed.</summary>
    /// <param name="table">The table.</param>
    /// <param name="otherwise">What holds where it says nothing.</param>
    public static TcpKeepAlive KeepAlive(TableReader table, TcpKeepAlive otherwise) => new(
        table.Time(TcpKeys.Idle) ?? otherwise.Idle,
        table.Time(TcpKeys.Interval) ?? otherwise.Interval,
        table.Integer(TcpKeys.ProbeCount) ?? otherwise.ProbeCount,
        table.Time(TcpKeys.UserTimeout) ?? otherwise.UserTimeout);
}
