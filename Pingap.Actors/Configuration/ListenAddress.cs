using System.Net;

namespace Pingap.Actors.Configuration;

/// <summary>An address a server listens on. Port 0 asks the system for a free port.</summary>
/// <param name="EndPoint">IPv4 or IPv6 address and port.</param>
public sealed record ListenAddress(IPEndPoint EndPoint)
{
    /// <inheritdoc/>
    public override string ToString() => EndPoint.ToString();
}
