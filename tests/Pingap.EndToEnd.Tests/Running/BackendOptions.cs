using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Pingap.EndToEnd.Tests.Running;

/// <summary>What a <see cref="Backend"/> is like.</summary>
public sealed record BackendOptions
{
    /// <summary>The name it answers with.</summary>
    public string Name { get; init; } = "backend";

    /// <summary>The versions of HTTP it speaks.</summary>
    public HttpProtocols Protocols { get; init; } = HttpProtocols.Http1;

    /// <summary>Its certificate; cleartext without one.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Told the server name of each TLS handshake.</summary>
    public Action<string?> ServerNameAsked { get; init; } = static _ => { };

    /// <summary>The port of 127.0.0.1 it listens on; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Adds services.</summary>
    public Action<IServiceCollection> Services { get; init; } = static _ => { };

    /// <summary>Adds endpoints.</summary>
    public Action<WebApplication> Endpoints { get; init; } = static _ => { };
}
