namespace Pingap.Actors.Configuration;

/// <summary>What a health probe does.</summary>
public enum HealthCheckKind
{
    /// <summary>Opens a TCP connection and closes it.</summary>
    Tcp,

    /// <summary>Sends <c>GET</c> and looks at the status.</summary>
    Http,

    /// <summary>As <see cref="Http"/>, over TLS.</summary>
    Https,

    /// <summary>Calls <c>grpc.health.v1.Health/Check</c> over cleartext HTTP/2 and looks at what it says of the service.</summary>
    Grpc,

    /// <summary>As <see cref="Grpc"/>, over TLS.</summary>
    Grpcs,

    /// <summary>There is no probe, and connections that fail are no verdict either, since nothing could lift it.</summary>
    None,
}
