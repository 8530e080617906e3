using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Pingap.Benchmarks.Reloading;

/// <summary>A web server on a free port of 127.0.0.1 that answers everything with the same few bytes.</summary>
internal sealed class FixedBackend : IAsyncDisposable
{
    private static readonly byte[] Body = "ok"u8.ToArray();
    private readonly WebApplication _app;

    private FixedBackend()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        _app = builder.Build();
        _app.Run(static context =>
        {
            context.Response.ContentLength = Body.Length;
            return context.Response.Body.WriteAsync(Body, 0, Body.Length);
        });
    }

    /// <summary>Where it listens, as <c>127.0.0.1:43211</c>.</summary>
    public string Address => new Uri(_app.Urls.Single()).Authority;

    /// <summary>Starts one.</summary>
    public static async Task<FixedBackend> StartAsync()
    {
        var backend = new FixedBackend();
        await backend._app.StartAsync();
        return backend;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
