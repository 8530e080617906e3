namespace Pingap.Actors.Configuration;

/// <summary>Whether a problem keeps the configuration from being applied.</summary>
public enum ProblemSeverity
{
    /// <summary>The configuration works, but something in it should be looked at.</summary>
    Warning,

    /// <summary>Nothing is applied.</summary>
    Error,
}
