using System.Text.Json.Serialization;
using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>Asks what applying a configuration would do.</summary>
/// <param name="Documents">The whole configuration; paths of files that it names count from the folder of the document.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PlanRequest(IReadOnlyList<ConfigDocument> Documents);
