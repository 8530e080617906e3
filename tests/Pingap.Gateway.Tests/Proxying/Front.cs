using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Net;
using System.Threading.Channels;
using Akka.Actor;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Forwarding.Http1;
using Pingap.Gateway.Pipeline;
using Pingap.Gateway.Proxying;
using Pingap.Testing.Backends;
using Yarp.ReverseProxy.Forwarder;

namespace Pingap.Gateway.Tests.Proxying;

/// <summary>The gateway on a real server and a free port, with one server, one location and one upstream.</summary>
internal sealed class Front : IAsyncDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("front", "akka { loglevel = OFF, stdout-loglevel = OFF }");
    private readonly Channel<Outcome> _outcomes = Channel.CreateUnbounded<Outcome>();
    private readonly ServiceProvider _services;
    private readonly KestrelServer _server;
    private UpstreamClient _upstreamClient;
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));

    private Front(LocationConfig location, UpstreamConfig upstream, BasicConfig basic, HttpProtocols protocols)
    {
        _services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddFilter("Yarp", LogLevel.None).AddProvider(Log))
            .AddHttpForwarder()
            .BuildServiceProvider();
        var loggers = _services.GetRequiredService<ILoggerFactory>();
        Handle = new(upstream);
        Handle.Lead(Group(upstream.Backends));
        _upstreamClient = new(upstream);
        Publish(location, upstream, basic);
        var others = new YarpForwarder(_services.GetRequiredService<IHttpForwarder>(), loggers.CreateLogger<YarpForwarder>());
        var forwarder = new Http1Forwarder(others, loggers.CreateLogger<Http1Forwarder>(), TimeProvider.System);
        Application = new(new(Snapshots, forwarder, loggers.CreateLogger<RequestHandler>()));
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MinRequestBodyDataRate = null;
        options.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            listen.Use(next => connection =>
            {
                connection.Features.Set<IListenerFeature>(new Listener(this));
                return next(connection);
            });
        });
        _server = new(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        Client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false })
        {
            DefaultRequestVersion = protocols is HttpProtocols.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    /// <summary>What the server calls.</summary>
    public GatewayApplication Application { get; }

    /// <summary>A client that asks the front by relative addresses.</summary>
    public HttpClient Client { get; }

    /// <summary>The log lines.</summary>
    public LineLog Log { get; } = new();

    /// <summary>The upstream's handle.</summary>
    public UpstreamHandle Handle { get; }

    /// <summary>Holds the configuration that requests see.</summary>
    public SnapshotStore Snapshots { get; } = new();

    /// <summary>Whose the listener is, as it says after the request has taken its snapshot.</summary>
    public Func<long, ServerName> ServerIn { get; set; } = _ => Given.Server;

    /// <summary>The port the front listens on.</summary>
    public int Port { get; private set; }

    /// <summary>When a test has waited long enough.</summary>
    public CancellationToken Deadline => _deadline.Token;

    public static Task<Front> StartAsync(params BackendAddress[] backends) => StartAsync(Given.Upstream(backends));

    public static async Task<Front> StartAsync(
        UpstreamConfig upstream, LocationConfig? location = null, BasicConfig? basic = null, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var front = new Front(location ?? Given.Location(), upstream, basic ?? BasicConfig.Default, protocols);
        await front._server.StartAsync(front.Application, CancellationToken.None);
        front.Port = new Uri(front._server.Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        front.Client.BaseAddress = new($"http://127.0.0.1:{front.Port}");
        return front;
    }

    /// <summary>A bare connection to the front.</summary>
    public Task<RawConnection> ConnectAsync() => RawConnection.OpenAsync(Port, Deadline);

    /// <summary>Sends a request in the version that the front speaks.</summary>
    public Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        request.Version = Client.DefaultRequestVersion;
        request.VersionPolicy = Client.DefaultVersionPolicy;
        return Client.SendAsync(request, completion, Deadline);
    }

    /// <summary>How the next lease ended.</summary>
    public ValueTask<Outcome> NextOutcomeAsync() => _outcomes.Reader.ReadAsync(Deadline);

    /// <summary>Whether no lease has ended that was not asked about.</summary>
    public bool HasNoMoreOutcomes => !_outcomes.Reader.TryPeek(out _);

    /// <summary>An actor that gives these backends in order.</summary>
    public IActorRef Group(ValueList<BackendConfig> backends, Action<PickRequest>? onPick = null, Func<BackendAddress, CancellationToken>? brokenOff = null, StreamCount? streams = null) =>
        _system.ActorOf(Props.Create(() => new FakeGroup(backends, _outcomes.Writer, onPick, brokenOff, streams)));

    /// <summary>An actor that loses what it is asked.</summary>
    public IActorRef LosingGroup(Action onLost) => _system.ActorOf(Props.Create(() => new LosingGroup(onLost)));

    /// <summary>An actor that answers whatever it is asked in one way.</summary>
    public IActorRef Answering(PickResult result, Action<PickRequest>? onPick = null) =>
        _system.ActorOf(Props.Create(() => new AnsweringGroup(result, onPick)));

    /// <summary>Gives requests a new world.</summary>
    public void Publish(LocationConfig location, UpstreamConfig upstream, BasicConfig? basic = null)
    {
        var views = new[] { KeyValuePair.Create(upstream.Name, new UpstreamView(Handle, _upstreamClient)) }.ToFrozenDictionary();
        Snapshots.Publish(ProxySnapshot.Of(Snapshots.Current.Version + 1, Given.Config(location, upstream, basic), views));
    }

    /// <summary>Gives requests a new world, in which the upstream has other connections.</summary>
    public void ReplaceClient(LocationConfig location, UpstreamConfig upstream)
    {
        var old = _upstreamClient;
        _upstreamClient = new(upstream);
        Publish(location, upstream);
        old.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
        _upstreamClient.Dispose();
        await _system.Terminate();
        await _services.DisposeAsync();
        _deadline.Dispose();
    }

    private sealed class Listener(Front front) : IListenerFeature
    {
        public ServerName ServerIn(long version) => front.ServerIn(version);
    }
}
