using System.Text.Json.Serialization;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>Asks that nothing new goes to a backend or an upstream: to drain it, or to disable it.</summary>
/// <param name="Upstream">The upstream's name.</param>
/// <param name="Backend">The address of the backend; <c>null</c> for the upstream as a whole.</param>
/// <param name="WithinSeconds">After which time what is left is broken off; <c>null</c> for never.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WithdrawRequest(string Upstream, string? Backend = null, double? WithinSeconds = null);
