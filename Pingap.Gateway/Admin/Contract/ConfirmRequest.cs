using System.Text.Json.Serialization;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>Says that a version shall stay.</summary>
/// <param name="Version">Its number; <c>null</c> for the one in force, whichever that is.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ConfirmRequest(long? Version = null);
