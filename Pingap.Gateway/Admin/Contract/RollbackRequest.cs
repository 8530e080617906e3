using System.Text.Json.Serialization;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>Asks for the texts of an earlier version to be applied.</summary>
/// <param name="Version">Its number.</param>
/// <param name="ConfirmWithinSeconds">How long a confirmation may take before the change is undone; <c>null</c> for a change that stays.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RollbackRequest(long Version, double? ConfirmWithinSeconds = null);
