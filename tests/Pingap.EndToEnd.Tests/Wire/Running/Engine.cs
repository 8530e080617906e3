using Pingap.Gateway.Forwarding;

namespace Pingap.EndToEnd.Tests.Wire.Running;

/// <summary>Which of the proxy's two ways to forward requests the suite runs against.</summary>
public static class Engine
{
    /// <summary>
    /// Whether it is the proxy's own engine, of which everything is asserted, and not the fallback on <see cref="HttpClient"/>. The environment variable
    /// <c>PINGAP_FORWARDER</c> decides: <c>own</c> or <c>yarp</c>.
    /// </summary>
    public static bool IsOwn { get; } = ForwarderChoice.Default is ForwarderKind.Own;
}
