using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Control;

/// <summary>A proxy that runs.</summary>
/// <param name="Socket">The path of its control channel.</param>
/// <param name="Info">What it says of itself; <c>null</c> when it does not answer.</param>
internal sealed record FoundProxy(string Socket, ProxyInfo? Info);
