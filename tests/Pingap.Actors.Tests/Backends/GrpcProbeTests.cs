using Pingap.Actors.Backends;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Tests.Backends;

public sealed class GrpcProbeTests
{
    [Theory]
    [InlineData(HealthCheckKind.Grpc, 1, true, "SERVING")]
    [InlineData(HealthCheckKind.Grpcs, 1, true, "SERVING")]
    [InlineData(HealthCheckKind.Grpc, 2, false, "NOT_SERVING")]
    [InlineData(HealthCheckKind.Grpc, 0, false, "UNKNOWN")]
    public async Task The_server_says_whether_the_service_serves(HealthCheckKind kind, int status, bool isGood, string finding)
    {
        await using var server = await GrpcHealthServer.StartAsync(kind is HealthCheckKind.Grpcs);
        server.Statuses["shop.Cart"] = status;

        Assert.Equal(new ProbeResult(isGood, finding), await ProbeAsync(server.Port, kind, "shop.Cart"));
    }

    [Fact]
    public async Task Without_a_service_the_server_as_a_whole_is_asked_about()
    {
        await using var server = await GrpcHealthServer.StartAsync(isTls: false);
        server.Statuses[""] = 1;

        Assert.True((await ProbeAsync(server.Port, HealthCheckKind.Grpc, "")).IsGood);
    }

    [Fact]
    public async Task A_service_that_the_server_does_not_know_is_bad()
    {
        await using var server = await GrpcHealthServer.StartAsync(isTls: false);

        Assert.Equal(new ProbeResult(false, "grpc-status 5"), await ProbeAsync(server.Port, HealthCheckKind.Grpc, "other"));
    }

    [Fact]
    public async Task Probes_may_go_on_over_one_connection()
    {
        await using var server = await GrpcHealthServer.StartAsync(isTls: false);
        server.Statuses[""] = 1;
        using var probe = new HealthProbes().Create(Settings(server.Port, HealthCheckConfig.Default with { Kind = HealthCheckKind.Grpc, IsConnectionKept = true }));
        for (var i = 0; i < 3; i++) Assert.True((await probe.ProbeAsync(default)).IsGood);
    }

    private static async Task<ProbeResult> ProbeAsync(int port, HealthCheckKind kind, string service)
    {
        using var probe = new HealthProbes().Create(Settings(port, HealthCheckConfig.Default with { Kind = kind, Service = service, Host = "backend" }));
        return await probe.ProbeAsync(default);
    }

    private static BackendSettings Settings(int port, HealthCheckConfig check) =>
        new(new UpstreamName("api"), new BackendAddress("127.0.0.1", port), check, CircuitBreakerConfig.Off);
}
