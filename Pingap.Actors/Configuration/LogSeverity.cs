namespace Pingap.Actors.Configuration;

/// <summary>The values of <c>log_level</c>.</summary>
public enum LogSeverity
{
    /// <summary>Everything.</summary>
    Trace,

    /// <summary>What a developer wants to know.</summary>
    Debug,

    /// <summary>Changes of state.</summary>
    Info,

    /// <summary>What an operator should look at.</summary>
    Warn,

    /// <summary>What failed.</summary>
    Error,
}
