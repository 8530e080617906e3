using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Pingap.Benchmarks.Given;

/// <summary>A web server on a free port of 127.0.0.1 that answers everything with the same few bytes.</summary>
internal sealed class FixedBackend : IAsyncDisposable
{
    private static readonly byte[] Body = "ok"u8.ToArray();
    private readonly WebApplication _app;

    private FixedBackend(TimeSpan work)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        _app = builder.Build();
        _app.Run(async context =>
        {
            if (work > TimeSpan.Zero) await Task.Delay(work);
            context.Response.ContentLength = Body.Length;
            await context.Response.Body.WriteAsync(Body);
        });
    }

    /// <summary>Where it listens, as <c>127.0.0.1:43211</c>.</summary>
    public string Address => new Uri(_app.Urls.Single()).Authority;

    /// <summary>Starts one.</summary>
    /// <param name="work">How long it takes over each answer.</param>
    public static async Task<FixedBackend> StartAsync(TimeSpan work = default)
    {
        var backend = new FixedBackend(work);
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
