using System.Text.Json.Serialization;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>Gives a backend another weight.</summary>
/// <param name="Upstream">The upstream's name.</param>
/// <param name="Backend">The address of the backend.</param>
/// <param name="Weight">The weight, from 0 to 65535; <c>null</c> for the configured one.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WeightRequest(string Upstream, string Backend, int? Weight);
