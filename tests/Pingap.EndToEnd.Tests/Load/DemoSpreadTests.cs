using Pingap.Testing.EndToEnd;
using Pingap.Testing.Processes;

namespace Pingap.EndToEnd.Tests.Load;

[Collection(HeavyLoad.Name)]
public sealed class DemoSpreadTests
{
    private const int Clients = 64;

    [Theory]
    [InlineData("/", 5_000, 5_000)]
    [InlineData("/weighted", 7_500, 2_500)]
    public async Task Ten_thousand_requests_over_64_connections_spread_exactly_by_weight(string path, int first, int second)
    {
        await using var demo = PingapProcess.Start("run", "--demo", "--addr", "127.0.0.1:0");
        var proxy = await demo.WaitForListeningAsync();

        var report = await RequestLoad.RunAsync(Clients, first + second, new Uri(proxy, path));

        Assert.Empty(report.Failed);
        Assert.Equal((first, second, Clients), (report.From("backend-1"), report.From("backend-2"), report.Connections));
    }
}
