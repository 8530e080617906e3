using System.Net;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.EndToEnd;
using Xunit.Abstractions;

namespace Pingap.EndToEnd.Tests.Faults;

/// <summary>A backend that closes each connection after its answer and does not say so: the close and the next request on that connection cross.</summary>
public sealed class IdleCloseTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Requests = 1_000;
    private readonly FaultyBackend _backend = new(new("closes_after_its_answer", connection => connection.SendAsync(Fault.GoodAnswer)));
    private readonly HttpClient _client = Clients.Http();
    private ConfiguredPingap _proxy = null!;

    public async Task InitializeAsync()
    {
        _proxy = ConfiguredPingap.Start($"""
            [upstreams.closing]
            addrs = ["{_backend.Address}"]
            health_check = "tcp://any?check_frequency=1h&failure=1000"

            [locations.all]
            upstream = "closing"
            max_retries = 2

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["all"]
            """);
        _client.BaseAddress = await _proxy.Process.WaitForListeningAsync();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _proxy.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task No_GET_fails()
    {
        for (var i = 0; i < Requests; i++) Assert.Equal((i, HttpStatusCode.OK), (i, await StatusAsync(HttpMethod.Get, $"/get/{i}")));
    }

    // How many fail is chance: those that the backend's system had taken in when the backend closed the connection.
    [Fact]
    public async Task A_POST_is_answered_or_fails_with_502_without_having_reached_the_backend_and_never_reaches_it_twice()
    {
        var failed = 0;
        for (var i = 0; i < Requests; i++)
        {
            var status = await StatusAsync(HttpMethod.Post, $"/post/{i}");
            Assert.Equal((i, status is HttpStatusCode.BadGateway ? 0 : 1), (i, _backend.Received($"/post/{i}")));
            if (status is HttpStatusCode.BadGateway) failed++;
            else Assert.Equal((i, HttpStatusCode.OK), (i, status));
        }

        output.WriteLine($"{failed} of {Requests} failed");
    }

    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, string target)
    {
        using var request = Clients.Request("1.1", method, target);
        using var answer = await _client.SendAsync(request);
        return answer.StatusCode;
    }
}
