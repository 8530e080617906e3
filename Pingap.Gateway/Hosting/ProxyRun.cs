using System.Net;
using Microsoft.Extensions.Logging;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Actors.Control.History;
using Pingap.Actors.Control.Sources;

namespace Pingap.Gateway.Hosting;

/// <summary>What a proxy is started with.</summary>
/// <param name="Source">Where its configuration comes from.</param>
/// <param name="History">Where its versions are kept.</param>
/// <param name="StartFrom">What to begin with when the source has errors.</param>
/// <param name="Logging">Adds the providers of its log.</param>
/// <param name="Applied">Told the basic settings of every configuration that is applied, the first included.</param>
/// <param name="Started">Told once, when it listens, the addresses it is bound to, and what to call to have the configuration read again.</param>
public sealed record ProxyRun(
    IConfigSource Source,
    IConfigHistory History,
    StartFrom StartFrom,
    Action<ILoggingBuilder> Logging,
    Action<BasicConfig> Applied,
    Action<IReadOnlyList<EndPoint>, Action> Started)
{
    /// <summary>The path of the control channel's socket, in a directory of its own; <c>null</c> for none.</summary>
    public string? ControlSocket { get; init; }

    /// <summary>The transport that it begins with, where that is known and no socket was used yet in the process; else <c>null</c>.</summary>
    public TransportKind? FirstTransport { get; init; }

    /// <summary>What the control channel calls the source, so that whoever asks from another directory knows which it is.</summary>
    public string SourceName { get; init; } = Source.Name;
}
