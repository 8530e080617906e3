using System.Text.Json.Serialization;
using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>Asks for a configuration to be applied.</summary>
/// <param name="Documents">The whole configuration; paths of files that it names count from the folder of the document.</param>
/// <param name="From">Where the texts come from, for the history.</param>
/// <param name="ConfirmWithinSeconds">How long a confirmation may take before the change is undone; <c>null</c> for a change that stays.</param>
// A misspelled key must not turn a change that undoes itself into one that stays.
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ApplyRequest(IReadOnlyList<ConfigDocument> Documents, string From, double? ConfirmWithinSeconds = null);
