using Pingap.Testing.EndToEnd;

namespace Pingap.Compare.Targets;

/// <summary>The ports of 127.0.0.1 where the backends listen.</summary>
/// <param name="Static">The bodies.</param>
/// <param name="Work">Uploads and WebSocket.</param>
/// <param name="Grpc">gRPC: HTTP/2 in cleartext.</param>
internal readonly record struct BackendPorts(int Static, int Work, int Grpc)
{
    /// <summary>Three that nobody listens on.</summary>
    public static BackendPorts Free() => new(FreePort.Next(), FreePort.Next(), FreePort.Next());
}
