using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Pingap.Actors.Tests.Backends;

/// <summary>
/// A server of grpc.health.v1 on loopback, by Grpc.AspNetCore. <see cref="StringValue"/> and <see cref="Int32Value"/> are on the wire what the protocol's request and
/// response are: one field of number 1.
/// </summary>
internal sealed class GrpcHealthServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private GrpcHealthServer(WebApplication server) => _server = server;

    /// <summary>What is said of each service: 0 unknown, 1 serving, 2 not serving. Of others the call fails with NOT_FOUND.</summary>
    public ConcurrentDictionary<string, int> Statuses => _server.Services.GetRequiredService<ConcurrentDictionary<string, int>>();

    /// <summary>Its port.</summary>
    public int Port => new Uri(_server.Urls.First()).Port;

    public static async Task<GrpcHealthServer> StartAsync(bool isTls, HttpProtocols protocols = HttpProtocols.Http2)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            if (isTls) listen.UseHttps(Certificate());
        }));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new ConcurrentDictionary<string, int>());
        var server = builder.Build();
        server.MapGrpcService<HealthService>();
        await server.StartAsync();
        return new GrpcHealthServer(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=backend", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    // As generated code has it: the binder looks for the methods of a base class.
    [BindServiceMethod(typeof(HealthBase), nameof(Bind))]
    private abstract class HealthBase
    {
        private static readonly Method<StringValue, Int32Value> CheckMethod = new(
            MethodType.Unary, "grpc.health.v1.Health", "Check", Of(StringValue.Parser), Of(Int32Value.Parser));

        public static void Bind(ServiceBinderBase binder, HealthBase? service) =>
            binder.AddMethod(CheckMethod, service is null ? null! : new UnaryServerMethod<StringValue, Int32Value>(service.Check));

        public abstract Task<Int32Value> Check(StringValue request, ServerCallContext context);

        private static Marshaller<T> Of<T>(MessageParser<T> parser)
            where T : IMessage<T> => Marshallers.Create(message => message.ToByteArray(), parser.ParseFrom);
    }

    private sealed class HealthService(ConcurrentDictionary<string, int> statuses) : HealthBase
    {
        public override Task<Int32Value> Check(StringValue request, ServerCallContext context) => statuses.TryGetValue(request.Value, out var status)
            ? Task.FromResult(new Int32Value { Value = status })
            : throw new RpcException(new Grpc.Core.Status(StatusCode.NotFound, "unknown service"));
    }
}
