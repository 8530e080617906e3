using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Pingap.Cli.Demo;

/// <summary>An example backend: a small web server on a free port of 127.0.0.1 that says who it is.</summary>
internal sealed class DemoBackend : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DemoBackend(string name, WebApplication app)
    {
        _app = app;
        Name = name;
        var url = new Uri(app.Urls.Single());
        Address = new IPEndPoint(IPAddress.Parse(url.Host), url.Port);
    }

    /// <summary>The name it answers with.</summary>
    public string Name { get; }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Starts one.</summary>
    public static async Task<DemoBackend> StartAsync(string name)
    {
        // Empty, so that no appsettings.json or ASPNETCORE_URLS around the user's shell has a say in the demonstration.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddSingleton<IHostLifetime, DeafLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(new DemoPages(name, app.Lifetime.ApplicationStopping).ServeAsync);
        await app.StartAsync();
        return new DemoBackend(name, app);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>A lifetime that hears no signals: on SIGTERM the proxy finishes open requests, and needs its backends for that.</summary>
    private sealed class DeafLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
