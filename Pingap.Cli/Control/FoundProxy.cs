using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Control;

/// <summary>A proxy that answers.</summary>
/// <param name="Socket">The path of its control channel.</param>
/// <param name="Info">What it says of itself.</param>
internal sealed record FoundProxy(string Socket, ProxyInfo Info);
