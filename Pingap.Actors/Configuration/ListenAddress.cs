using System.Net;
using System.Net.Sockets;

namespace Pingap.Actors.Configuration;

/// <summary>Where a server listens. Port 0 asks the system for a free port.</summary>
/// <param name="EndPoint">IPv4 or IPv6 address and port, the path of a Unix domain socket, or an <see cref="InheritedEndPoint"/>.</param>
public sealed record ListenAddress(EndPoint EndPoint)
{
    /// <summary>As it is written in <c>addr</c>.</summary>
    public override string ToString() => NameOf(EndPoint);

    /// <summary>An address as <c>addr</c> would have it: a path with <c>unix:</c> before it.</summary>
    public static string NameOf(EndPoint endPoint) => endPoint is UnixDomainSocketEndPoint ? $"unix:{endPoint}" : endPoint.ToString()!;
}
