using Pingap.Testing.EndToEnd;

namespace Pingap.Compare.Targets;

/// <summary>The ports of 127.0.0.1 where a proxy listens.</summary>
/// <param name="Http">HTTP/1.1 in cleartext.</param>
/// <param name="Https">HTTP/1.1 and HTTP/2 over TLS.</param>
/// <param name="Grpc">HTTP/2 in cleartext, for gRPC.</param>
internal readonly record struct Fronts(int Http, int Https, int Grpc)
{
    /// <summary>Three that nobody listens on.</summary>
    public static Fronts Free() => new(FreePort.Next(), FreePort.Next(), FreePort.Next());

    /// <summary>All of them.</summary>
    public IEnumerable<int> All => [Http, Https, Grpc];
}
