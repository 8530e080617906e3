using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Protocols;

public sealed class GrpcTests(GrpcTests.World world) : IClassFixture<GrpcTests.World>
{
    private static CallOptions Soon => new(deadline: DateTime.UtcNow + Deadline.Generous);

    [Fact]
    public async Task A_unary_call_is_answered_with_trailers()
    {
        using var call = world.Grpc.AsyncUnaryCall(TalkContract.Say, null, Soon, "hello");

        Assert.Equal("hello", await call);
        Assert.Equal("5", call.GetTrailers().GetValue("x-length"));
    }

    [Fact]
    public async Task A_big_message_passes()
    {
        var text = new string('x', 3_000_000);

        Assert.Equal(text, await world.Grpc.AsyncUnaryCall(TalkContract.Say, null, Soon, text));
    }

    [Fact]
    public async Task An_error_passes_with_its_status_message_and_trailers()
    {
        using var call = world.Grpc.AsyncUnaryCall(TalkContract.Say, null, Soon, TalkService.Unspeakable);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.Equal((StatusCode.FailedPrecondition, "not in this house: ä%"), (error.StatusCode, error.Status.Detail));
        Assert.Equal("11", error.Trailers.GetValue("x-length"));
    }

    [Fact]
    public async Task A_method_that_does_not_exist_is_unimplemented()
    {
        var missing = new Method<string, string>(
            MethodType.Unary, TalkContract.Say.ServiceName, "Missing", Marshallers.StringMarshaller, Marshallers.StringMarshaller);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await world.Grpc.AsyncUnaryCall(missing, null, Soon, ""));

        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    [Fact]
    public async Task A_stream_of_answers_passes()
    {
        using var call = world.Grpc.AsyncServerStreamingCall(TalkContract.Spell, null, Soon, "abc");
        var letters = new List<string>();
        await foreach (var letter in call.ResponseStream.ReadAllAsync()) letters.Add(letter);

        Assert.Equal("header", (await call.ResponseHeadersAsync).GetValue("x-first"));
        Assert.Equal(["a", "b", "c"], letters);
        Assert.Equal("3", call.GetTrailers().GetValue("x-length"));
    }

    [Fact]
    public async Task A_stream_of_requests_passes()
    {
        using var call = world.Grpc.AsyncClientStreamingCall(TalkContract.Join, null, Soon);
        foreach (var part in new[] { "a", "b", "c" }) await call.RequestStream.WriteAsync(part);
        await call.RequestStream.CompleteAsync();

        Assert.Equal("abc", await call);
    }

    [Fact]
    public async Task In_a_conversation_each_message_is_answered_before_the_next_is_said()
    {
        using var call = world.Grpc.AsyncDuplexStreamingCall(TalkContract.Echo, null, Soon);
        for (var n = 0; n < 100; n++) await ExchangeAsync(call, $"message {n}");
        await call.RequestStream.CompleteAsync();

        Assert.False(await call.ResponseStream.MoveNext(Deadline.Token));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    /// <summary>A server that watches how fast bodies arrive gives them five seconds of grace.</summary>
    [Fact]
    public async Task A_conversation_survives_a_long_silence()
    {
        using var call = world.Grpc.AsyncDuplexStreamingCall(TalkContract.Echo, null, Soon);
        await ExchangeAsync(call, "before");
        await Task.Delay(TimeSpan.FromSeconds(6));
        await ExchangeAsync(call, "after");
        await call.RequestStream.CompleteAsync();

        Assert.False(await call.ResponseStream.MoveNext(Deadline.Token));
    }

    [Fact]
    public async Task A_clients_cancellation_reaches_the_backend()
    {
        using var cancellation = new CancellationTokenSource();
        var call = world.Grpc.AsyncUnaryCall(TalkContract.Wait, null, Soon.WithCancellationToken(cancellation.Token), "cancelled");
        await world.Talk.Begun("cancelled").InTime();
        await cancellation.CancelAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        await world.Talk.Cancelled("cancelled").InTime();
    }

    [Fact]
    public async Task A_deadline_ends_the_call_on_both_sides()
    {
        var soon = new CallOptions(deadline: DateTime.UtcNow.AddSeconds(1));
        var error = await Assert.ThrowsAsync<RpcException>(
            async () => await world.Grpc.AsyncUnaryCall(TalkContract.Wait, null, soon, "late"));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        await world.Talk.Cancelled("late").InTime();
    }

    [Fact]
    public async Task Without_a_backend_the_service_is_unavailable()
    {
        var down = new Method<string, string>(
            MethodType.Unary, "pingap.test.Down", "Say", Marshallers.StringMarshaller, Marshallers.StringMarshaller);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await world.Grpc.AsyncUnaryCall(down, null, Soon, ""));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
    }

    private static async Task ExchangeAsync(AsyncDuplexStreamingCall<string, string> call, string message)
    {
        await call.RequestStream.WriteAsync(message);
        Assert.True(await call.ResponseStream.MoveNext(Deadline.Token));
        Assert.Equal(message, call.ResponseStream.Current);
    }

    public sealed class World : ProxyFixture
    {
        private GrpcChannel? _channel;

        public CallInvoker Grpc => (_channel ??= Channel()).CreateCallInvoker();

        internal TalkService Talk { get; } = new();

        protected override async Task<string> ConfigureAsync()
        {
            var backend = await BackendAsync(new()
            {
                Protocols = HttpProtocols.Http2,
                Services = services =>
                {
                    services.AddGrpc();
                    services.AddSingleton(Talk);
                },
                Endpoints = app => app.MapGrpcService<TalkService>(),
            });
            return $"""
                [upstreams.grpc]
                addrs = ["{backend.Address}"]
                alpn = "h2"

                [upstreams.down]
                addrs = ["127.0.0.1:1"]
                alpn = "h2"

                [locations.down]
                upstream = "down"
                path = "/pingap.test.Down/"

                [locations.grpc]
                upstream = "grpc"

                [servers.http]
                addr = "127.0.0.1:0"
                locations = ["down", "grpc"]
                enabled_h2 = true
                """;
        }

        private GrpcChannel Channel() => GrpcChannel.ForAddress(Url, new GrpcChannelOptions { HttpHandler = Clients.Handler(), DisposeHttpClient = true });
    }
}
