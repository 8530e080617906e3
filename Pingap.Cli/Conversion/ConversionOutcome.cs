using Pingap.Cli.Conversion.Findings;

namespace Pingap.Cli.Conversion;

/// <summary>What came of a conversion.</summary>
/// <param name="Toml">Our configuration, or <c>null</c> if there is nothing that would listen.</param>
/// <param name="Findings">What was not converted, and what is different, in the order of the files' lines.</param>
internal sealed record ConversionOutcome(string? Toml, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether something was not converted.</summary>
    public bool IsIncomplete => Toml is null || Findings.Any(finding => finding.Kind is not FindingKind.Note);
}
