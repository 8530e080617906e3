using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

// A reverse proxy of YARP with its own defaults and the same routes and forwarded fields as the others:
// compare-yarp HTTP_PORT HTTPS_PORT GRPC_PORT STATIC_PORT WORK_PORT GRPC_BACKEND_PORT CERTIFICATE KEY
var ports = args.Take(6).Select(port => int.Parse(port, CultureInfo.InvariantCulture)).ToArray();
using var certificate = X509Certificate2.CreateFromPemFile(args[6], args[7]);

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseKestrelHttpsConfiguration();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = null;
    kestrel.Limits.KeepAliveTimeout = TimeSpan.FromHours(1);
    kestrel.Listen(IPAddress.Loopback, ports[0]);
    kestrel.Listen(IPAddress.Loopback, ports[1], listen => listen.UseHttps(certificate));
    kestrel.Listen(IPAddress.Loopback, ports[2], listen => listen.Protocols = HttpProtocols.Http2);
});
builder.Services.AddReverseProxy()
    .LoadFromMemory(
        [
            Route("static", "{**all}", ports[0], ports[1]),
            Route("work", "/upload", ports[0], ports[1]),
            Route("work", "/ws", ports[0], ports[1]),
            Route("grpc", "{**all}", ports[2]),
        ],
        [Cluster("static", ports[3]), Cluster("work", ports[4]), Cluster("grpc", ports[5], HttpVersion.Version20)])
    .AddTransforms(transforms =>
    {
        transforms.AddOriginalHost();
        transforms.AddRequestTransform(context =>
        {
            var connection = context.HttpContext.Connection;
            var fields = context.ProxyRequest.Headers;
            fields.TryAddWithoutValidation("X-Forwarded-Port", connection.LocalPort.ToString(CultureInfo.InvariantCulture));
            fields.TryAddWithoutValidation("X-Real-IP", connection.RemoteIpAddress?.ToString());
            return ValueTask.CompletedTask;
        });
    });

var app = builder.Build();
app.MapReverseProxy();
app.Run();

static RouteConfig Route(string cluster, string path, params int[] ports) => new()
{
    RouteId = cluster + path,
    ClusterId = cluster,
    Match = new RouteMatch { Path = path, Hosts = [.. ports.Select(port => string.Create(CultureInfo.InvariantCulture, $"*:{port}"))] },
};

static ClusterConfig Cluster(string name, int port, Version? version = null) => new()
{
    ClusterId = name,
    Destinations = new Dictionary<string, DestinationConfig> { ["only"] = new() { Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}") } },
    HttpRequest = version is null ? null : new ForwarderRequestConfig { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact },
};
