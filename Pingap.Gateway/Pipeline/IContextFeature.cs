using Microsoft.AspNetCore.Hosting.Server.Abstractions;

namespace Pingap.Gateway.Pipeline;

/// <summary>A feature of client connections: whoever keeps a context with one says where, so that it can be given up while the connection is idle.</summary>
public interface IContextFeature
{
    /// <summary>Where the server keeps the context of the connection's requests, or <c>null</c>. An idle one is taken out of it.</summary>
    IHostContextContainer<ProxyContext>? Contexts { get; set; }
}
