using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control.Sources;

/// <summary>What a source says at one moment.</summary>
/// <param name="Documents">Its texts, in an order of their own; equal lists say the same.</param>
/// <param name="Problems">What could not be read; with any, the documents are not the whole configuration.</param>
/// <param name="IsReachable">
/// Whether the source is there at all. If not, the configuration that was good last stays in force; otherwise a problem is the operator's to solve.
/// </param>
public sealed record SourceReading(ValueList<ConfigDocument> Documents, ValueList<ConfigProblem> Problems, bool IsReachable)
{
    /// <summary>All of a source's texts.</summary>
    public static SourceReading Whole(ValueList<ConfigDocument> documents) => new(documents, [], IsReachable: true);

    /// <summary>A source that is not there.</summary>
    public static SourceReading Unreachable(ConfigProblem reason) => new([], [reason], IsReachable: false);
}
