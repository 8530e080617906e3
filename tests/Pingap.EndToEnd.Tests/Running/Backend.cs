using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Pingap.EndToEnd.Tests.Running;

/// <summary>
/// A web server on 127.0.0.1 behind the proxy. It answers as each test has it answer below a path of the test's own, and anything
/// else with the <see cref="ReceivedRequest"/> in JSON; always with its name in X-Backend.
/// </summary>
public sealed class Backend : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RequestDelegate> _served = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _requested = new();
    private readonly BackendOptions _options;
    private readonly WebApplication _app;
    private int _last;

    private Backend(BackendOptions options)
    {
        _options = options;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        if (options.Certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // The limits that count are the proxy's.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                listen.Protocols = options.Protocols;
                if (options.Certificate is not { } certificate) return;
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificateSelector = (_, name) =>
                    {
                        options.ServerNameAsked(name);
                        return certificate;
                    },
                });
            });
        });
        builder.Services.AddRouting();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        options.Services(builder.Services);
        _app = builder.Build();
        _app.UseWebSockets();
        _app.UseRouting();
        options.Endpoints(_app);
        _app.Use((http, next) => http.GetEndpoint() is null ? AnswerAsync(http) : next(http));
    }

    /// <summary>The name it answers with.</summary>
    public string Name => _options.Name;

    /// <summary>The port it listens on.</summary>
    public int Port => new Uri(_app.Urls.Single()).Port;

    /// <summary>Its <c>host:port</c>.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Starts one.</summary>
    public static async Task<Backend> StartAsync(BackendOptions options)
    {
        var backend = new Backend(options);
        await backend._app.StartAsync();
        return backend;
    }

    /// <summary>Has it answer so below a new path.</summary>
    /// <returns>The path, such as <c>/test-7</c>.</returns>
    public string Serve(RequestDelegate answer)
    {
        var path = $"/test-{Interlocked.Increment(ref _last)}";
        Serve(path, answer);
        return path;
    }

    /// <summary>Has it answer so below a path.</summary>
    public void Serve(string path, RequestDelegate answer) => _served[path] = answer;

    /// <summary>Ends when a path has been requested.</summary>
    public Task Requested(string path) => _requested.GetOrAdd(path, _ => new()).Task;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        http.Response.Headers["X-Backend"] = Name;
        _requested.GetOrAdd(http.Request.Path, _ => new()).TrySetResult();
        var served = _served.FirstOrDefault(each => http.Request.Path.StartsWithSegments(each.Key)).Value;
        if (served is not null) await served(http);
        else await http.Response.WriteAsJsonAsync(await ReceivedRequest.OfAsync(Name, http));
    }
}
