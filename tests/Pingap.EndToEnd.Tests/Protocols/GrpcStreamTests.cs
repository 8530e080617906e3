using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>Many streams at a time, and streams that nobody reads.</summary>
public sealed class GrpcStreamTests(GrpcStreamTests.World world) : IClassFixture<GrpcStreamTests.World>
{
    [Fact]
    public async Task A_thousand_conversations_go_on_at_the_same_time_over_four_connections()
    {
        const int Connections = 4;
        var channels = Enumerable.Range(0, Connections).Select(_ => world.Channel()).ToList();
        try
        {
            var options = new CallOptions(deadline: DateTime.UtcNow + Deadline.Generous);
            var calls = Enumerable.Range(0, 1000)
                .Select(n => channels[n % Connections].CreateCallInvoker().AsyncDuplexStreamingCall(TalkContract.Echo, null, options)).ToList();
            // Each is answered twice, the second time when all have been answered once: so they are all open at that moment.
            await Task.WhenAll(calls.Select((call, n) => ExchangeAsync(call, $"first of {n}")));
            await Task.WhenAll(calls.Select((call, n) => ExchangeAsync(call, $"second of {n}")));
            await Task.WhenAll(calls.Select(EndAsync));
        }
        finally
        {
            channels.ForEach(channel => channel.Dispose());
        }
    }

    [Fact]
    public async Task Who_reads_nothing_holds_up_the_backend_and_not_the_proxys_memory()
    {
        const int Piece = 64 * 1024;
        const int All = 64 * 1024 * 1024;
        const int Most = 8 * 1024 * 1024;
        var held = new TaskCompletionSource<int>();
        var path = world.Serve(async http =>
        {
            http.Response.ContentType = "application/grpc";
            var piece = new byte[Piece];
            for (var sent = 0; sent < All; sent += Piece)
            {
                var writing = http.Response.Body.WriteAsync(piece, http.RequestAborted).AsTask();
                // A machine that is merely slow has it look held too early, which is less than is allowed, too.
                if (!held.Task.IsCompleted && await Task.WhenAny(writing, Task.Delay(TimeSpan.FromSeconds(2))) != writing) held.TrySetResult(sent);
                await writing;
            }

            held.TrySetResult(All);
        });
        using var request = Clients.Request("2.0", HttpMethod.Post, path);
        request.Content = new ByteArrayContent([0, 0, 0, 0, 0]);
        request.Content.Headers.ContentType = new("application/grpc");
        using var response = await world.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Deadline.Token);
        Assert.InRange(await held.Task.InTime(), 1, Most);

        // What was held up comes when it is read.
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[Piece];
        var read = 0L;
        while (await body.ReadAsync(buffer, Deadline.Token) is > 0 and var count) read += count;
        Assert.Equal(All, read);
    }

    private static async Task ExchangeAsync(AsyncDuplexStreamingCall<string, string> call, string message)
    {
        await call.RequestStream.WriteAsync(message);
        Assert.True(await call.ResponseStream.MoveNext(Deadline.Token));
        Assert.Equal(message, call.ResponseStream.Current);
    }

    private static async Task EndAsync(AsyncDuplexStreamingCall<string, string> call)
    {
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Deadline.Token));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        call.Dispose();
    }

    public sealed class World : ProxyFixture
    {
        private Backend? _backend;

        /// <summary>Has the backend answer so below a new path.</summary>
        public string Serve(RequestDelegate answer) => _backend!.Serve(answer);

        /// <summary>A client with one connection.</summary>
        public GrpcChannel Channel()
        {
            var handler = Clients.Handler();
            handler.EnableMultipleHttp2Connections = false;
            return GrpcChannel.ForAddress(Url, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        }

        protected override async Task<string> ConfigureAsync()
        {
            _backend = await BackendAsync(new()
            {
                Protocols = HttpProtocols.Http2,
                Services = services =>
                {
                    services.AddGrpc();
                    services.AddSingleton(new TalkService());
                },
                Endpoints = app => app.MapGrpcService<TalkService>(),
            });
            return $"""
                [basic]
                http2_max_concurrent_streams = 250

                [upstreams.grpc]
                addrs = ["{_backend.Address}"]
                alpn = "h2"

                [locations.grpc]
                upstream = "grpc"

                [servers.http]
                addr = "127.0.0.1:0"
                locations = ["grpc"]
                enabled_h2 = true
                """;
        }
    }
}
