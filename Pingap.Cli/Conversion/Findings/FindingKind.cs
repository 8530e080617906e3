namespace Pingap.Cli.Conversion.Findings;

/// <summary>How much a finding matters.</summary>
internal enum FindingKind
{
    /// <summary>Converted, with a difference worth knowing; or left out without loss.</summary>
    Note,

    /// <summary>Left out: the proxy does not do what nginx did here.</summary>
    NotConverted,

    /// <summary>Left out, and it protected something.</summary>
    Security,
}
