namespace Pingap.Actors.Configuration;

/// <summary>Which part of a request a condition looks at.</summary>
public enum ConditionSource
{
    /// <summary>A header field.</summary>
    Header,

    /// <summary>A query parameter, not decoded.</summary>
    Query,

    /// <summary>A cookie.</summary>
    Cookie,
}
