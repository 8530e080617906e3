using Pingap.Cli.Conversion.Findings;

namespace Pingap.Cli.Conversion.Listing;

/// <summary>What is told about a directive that has no counterpart.</summary>
/// <param name="Kind">How much it matters.</param>
/// <param name="Message">Why, and what to do.</param>
internal sealed record Treatment(FindingKind Kind, string Message);
