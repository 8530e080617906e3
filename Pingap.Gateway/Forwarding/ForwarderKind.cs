namespace Pingap.Gateway.Forwarding;

/// <summary>What carries requests to HTTP/1.1 backends.</summary>
public enum ForwarderKind
{
    /// <summary>Our own connections.</summary>
    Own,

    /// <summary>YARP's forwarder and <see cref="HttpClient"/>'s connections, which always carry what our own do not.</summary>
    Yarp,
}
