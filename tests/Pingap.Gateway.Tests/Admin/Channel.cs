using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using Pingap.Actors.Backends;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Actors.Handoff;
using Pingap.Actors.Hosting;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Admin;

namespace Pingap.Gateway.Tests.Admin;

/// <summary>A control channel on a real socket, a client for it, and a fake config actor behind it.</summary>
internal sealed class Channel : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pingap-");
    private readonly ActorSystem _system = ActorSystem.Create(
        "channel", $"akka.loglevel = OFF\nakka.stdout-loglevel = OFF\n{CallingThreadDispatcherConfigurator.Hocon}");
    private readonly IActorRef _upstreams;
    private readonly HttpClient _client;

    public Channel()
    {
        Config = _system.ActorOf(Props.Create(() => new FakeConfigActor(message => Reply(message), Heard)));
        _upstreams = _system.ActorOf(UpstreamsActor.Props(new HealthProbes(), new SystemDiscoveries()));
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        }) { BaseAddress = new Uri("http://pingap"), DefaultRequestHeaders = { ExpectContinue = true } };
    }

    /// <summary>The path of the socket.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "control.sock");

    /// <summary>The fake config actor.</summary>
    public IActorRef Config { get; }

    /// <summary>What it says; <c>null</c> for nothing at all.</summary>
    public Func<object, object?> Reply { get; set; } = _ => null;

    /// <summary>What it has heard.</summary>
    public ConcurrentQueue<object> Heard { get; } = new();

    /// <summary>Starts upstreams, as version 7 of a configuration.</summary>
    public async Task StartAsync(params UpstreamConfig[] upstreams)
    {
        await _upstreams.Ask<UpstreamsProtocol.Prepared>(new UpstreamsProtocol.Prepare(upstreams.ToValueList()) { Version = 7 }, TimeSpan.FromSeconds(20));
        _upstreams.Tell(new UpstreamsProtocol.Commit(TimeSpan.Zero));
    }

    /// <summary>Opens the channel.</summary>
    public Task<ControlServer> OpenAsync()
    {
        const string Source = "/etc/pingap/pingap.toml";
        var routes = new ConfigRoutes(Config, Source, NullLogger.Instance).AddTo(new ControlRoutes());
        new ProxyRoutes(Source, new RunningConfig(), DateTimeOffset.UnixEpoch).AddTo(routes);
        new UpstreamRoutes(_upstreams).AddTo(routes);
        return ControlServer.StartAsync(Path, routes, NullLoggerFactory.Instance);
    }

    /// <summary>Asks, and reads the answer, which must be JSON.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8) };
        using var response = await _client.SendAsync(request);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, json.RootElement.Clone());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _system.Terminate();
        _folder.Delete(recursive: true);
    }
}
