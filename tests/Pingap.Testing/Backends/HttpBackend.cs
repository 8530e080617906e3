using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pingap.Actors.Configuration;

namespace Pingap.Testing.Backends;

/// <summary>A real HTTP server on a free port of 127.0.0.1 that answers as a test says.</summary>
public sealed class HttpBackend : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HttpBackend(WebApplication app, BackendAddress address)
    {
        _app = app;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public BackendAddress Address { get; }

    /// <summary>Starts a backend.</summary>
    /// <param name="answer">Called for each request.</param>
    /// <param name="protocols">The versions it speaks; HTTP/2 without a certificate is by prior knowledge.</param>
    /// <param name="certificate">Gives the certificate for a server name of a TLS handshake, or <c>null</c> for cleartext.</param>
    public static async Task<HttpBackend> StartAsync(
        RequestDelegate answer, HttpProtocols protocols = HttpProtocols.Http1, Func<string?, X509Certificate2>? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = protocols;
                if (certificate is null) return;
                listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificateSelector = (_, name) => certificate(name) });
            });
        });
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(answer);
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        return new(app, new("127.0.0.1", new Uri(addresses.Single()).Port));
    }

    /// <summary>Answers with what was asked: the request line, the header fields sorted by name, an empty line, the body.</summary>
    public static async Task EchoAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var lines = context.Request.Headers
            .Where(field => !field.Key.StartsWith(':'))
            .OrderBy(field => field.Key, StringComparer.OrdinalIgnoreCase)
            .Select(field => $"{field.Key.ToLowerInvariant()}: {field.Value}");
        using var body = new StreamReader(context.Request.Body);
        await context.Response.WriteAsync(
            $"{context.Request.Method} {target} {context.Request.Protocol}\n{string.Join('\n', lines)}\n\n{await body.ReadToEndAsync()}");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
