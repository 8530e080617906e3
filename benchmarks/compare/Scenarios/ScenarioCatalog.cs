using Pingap.Compare.Loads;
using Pingap.Compare.Setup;

namespace Pingap.Compare.Scenarios;

/// <summary>All that proxies can be compared by, in the order of the report.</summary>
internal static class ScenarioCatalog
{
    private const int Small = Workplace.SmallBody;
    private const int Message = 100;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<IScenario> All { get; } =
    [
        new LoadScenario("h1-64", "HTTP/1.1, 64 connections, 100 bytes", new WrkLoad(64, "/", Small)),
        new LoadScenario("h1-1", "HTTP/1.1, 1 connection, 100 bytes", new WrkLoad(1, "/", Small)),
        new LoadScenario("h1-rate", "HTTP/1.1, 5,000 requests a second over 64 connections, 100 bytes", new RateLoad(64, 5_000)),
        new LoadScenario("h1-1k", "HTTP/1.1, 64 connections, 1 kB", new WrkLoad(64, "/1k", 1 << 10)),
        new LoadScenario("h1-64k", "HTTP/1.1, 64 connections, 64 kB", new WrkLoad(64, "/64k", 1 << 16)),
        new LoadScenario("h1-1m", "HTTP/1.1, 16 connections, 1 MB", new WrkLoad(16, "/1m", 1 << 20)),
        new LoadScenario("upload", "HTTP/1.1, 64 connections, POST of 64 kB", new WrkLoad(64, "/upload", "65536".Length, upload: 1 << 16), needsWork: true),
        new LoadScenario("tls-h1", "HTTP/1.1 over TLS, 64 connections, 100 bytes", new WrkLoad(64, "/", Small, isSecure: true)),
        new LoadScenario("tls-h2", "HTTP/2 over TLS, 16 connections of 8 streams, 100 bytes", new H2Load(16, 8, Small)),
        new LoadScenario("websocket", "WebSocket, 64 connections, echo of 100 bytes", new WebSocketLoad(64, Message), needsWork: true),
        new LoadScenario("grpc", "gRPC unary, HTTP/2 on both sides, 16 connections of 8 streams, 100 bytes", new H2Load(16, 8, Message + 5, H2Load.Message(Message)), needsWork: true),
        new LoadScenario("cold", "A connection for each request, 8 at a time, 100 bytes", new ColdLoad(8, isSecure: false)),
        new LoadScenario("cold-tls", "A TLS handshake for each request, 8 at a time, 100 bytes", new ColdLoad(8, isSecure: true)),
        new RestScenario(),
        new MemoryScenario(),
    ];
}
