using System.Net;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Cli.Output;
using Pingap.Cli.Sources;

namespace Pingap.Cli.Commands;

/// <summary>What <c>pingap run</c> asks of the proxy.</summary>
/// <param name="Origin">Where the configuration comes from.</param>
/// <param name="Logging">Where log lines go; <see cref="Output.Logging.Apply"/> takes over <c>[basic]</c> of every configuration applied.</param>
/// <param name="StateDir">Where the proxies of this user keep what outlives them.</param>
/// <param name="IsValid">Whether the source was there a moment ago and had no errors; if not, only what was good last can run.</param>
/// <param name="StartFrom">What to begin with when the source has errors.</param>
/// <param name="Started">Told once, as soon as all listeners listen, the addresses they are bound to.</param>
/// <param name="Reloadable">Told once, before <paramref name="Started"/>, what to call to have the configuration read again.</param>
internal sealed record RunPlan(
    ConfigOrigin Origin,
    Logging Logging,
    string StateDir,
    bool IsValid,
    StartFrom StartFrom,
    Action<IReadOnlyList<EndPoint>> Started,
    Action<Action> Reloadable)
{
    /// <summary>The transport that the proxy begins with, where that is known and no socket was used yet; else <c>null</c>.</summary>
    public TransportKind? FirstTransport { get; init; }
}
