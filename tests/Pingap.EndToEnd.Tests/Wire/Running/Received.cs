using Pingap.EndToEnd.Tests.Wire.Reading;

namespace Pingap.EndToEnd.Tests.Wire.Running;

/// <summary>A request that has reached a backend.</summary>
/// <param name="Request">The request.</param>
/// <param name="Connection">The number of the connection that it came on.</param>
public sealed record Received(WireMessage Request, int Connection);
