using System.Text.Json.Serialization;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>Takes back that nothing new goes to a backend or an upstream.</summary>
/// <param name="Upstream">The upstream's name.</param>
/// <param name="Backend">The address of the backend; <c>null</c> for the upstream as a whole.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EnableRequest(string Upstream, string? Backend = null);
