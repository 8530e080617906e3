using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Hosting;
using Pingap.Gateway.Listeners;
using Pingap.Gateway.Tls;
using Pingap.Testing;

namespace Pingap.Gateway.Tests.Listeners;

/// <summary>A running front with an <see cref="EchoApplication"/> behind it, and clients for it.</summary>
internal sealed class TestFront : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    public static readonly ListenerTls AnyTls = new(TlsVersion.Tls12, TlsVersion.Tls13);

    private readonly ServiceProvider _services;
    private readonly IServer _kestrel;
    private long _version;

    private TestFront(ServiceProvider services)
    {
        _services = services;
        _kestrel = services.GetRequiredService<IServer>();
        Set = services.GetRequiredService<ListenerSet>();
        Certificates = services.GetRequiredService<CertificateStore>();
    }

    public EchoApplication Application { get; } = new();

    public ListenerSet Set { get; }

    public CertificateStore Certificates { get; }

    public static async Task<TestFront> StartAsync(params ListenerPlan[] plans)
    {
        var front = Create(TimeProvider.System);
        await front._kestrel.StartAsync(front.Application, CancellationToken.None);
        front.Apply(plans);
        return front;
    }

    public static async Task<TestFront> StartAsync(TimeProvider time, params ListenerPlan[] plans)
    {
        var front = Create(time);
        await front._kestrel.StartAsync(front.Application, CancellationToken.None);
        front.Apply(plans);
        return front;
    }

    public static ListenerPlan Plan(string server, int port = 0, bool http2 = false, ListenerTls? tls = null) =>
        new(new ServerName(server), new ListenAddress(new IPEndPoint(IPAddress.Loopback, port)), tls, http2);

    public ListenerChange Prepare(params ListenerPlan[] plans) =>
        Assert.IsType<ListenerPreparation.Ready>(Set.Prepare(plans, threads: 0)).Change;

    public void Apply(params ListenerPlan[] plans)
    {
        var change = Prepare(plans);
        change.Announce(++_version);
        change.Commit(Deadline);
    }

    public int Port(string server) => ((IPEndPoint)Set.Open.Single(listener => listener.Server.Value == server).EndPoint).Port;

    public void Serve(params CertificateConfig[] certificates)
    {
        var problems = new List<CertificateProblem>();
        Certificates.Current = CertificateTable.Build(certificates, Certificates.Current, problems);
        Assert.Empty(problems);
    }

    /// <summary>A client with connections of its own that trusts <paramref name="authority"/>, and speaks one version of HTTP only.</summary>
    public static HttpClient Client(Version version, TestAuthority? authority = null)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (authority is not null) handler.SslOptions.CertificateChainPolicy = authority.Trust();
        return new HttpClient(handler)
        {
            DefaultRequestVersion = version,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = Deadline,
        };
    }

    public static async Task<string> GetAsync(int port, Version version)
    {
        using var client = Client(version);
        return await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"));
    }

    public static Task<string> GetAsync(int port) => GetAsync(port, HttpVersion.Version11);

    public static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port).WaitAsync(Deadline);
        return socket;
    }

    /// <summary>Reads until the other side closes.</summary>
    public static async Task<string> ReadToEndAsync(Socket socket)
    {
        using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync().WaitAsync(Deadline);
    }

    /// <summary>A port nobody listens on, below those that the system gives to clients and for port 0: so nobody else comes upon it.</summary>
    public static int FreePort()
    {
        while (true)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            var port = Random.Shared.Next(12_000, 32_000);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Any, port));
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The next one, then.
            }
        }
    }

    public static async Task<bool> IsRefusedAsync(int port)
    {
        try
        {
            using var socket = await ConnectAsync(port);
            return false;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Application.Release();
        await Set.StopAsync(TimeSpan.Zero);
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _kestrel.StopAsync(now.Token);
        await _services.DisposeAsync();
    }

    private static TestFront Create(TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddKestrelFront();
        return new(services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true }));
    }
}
