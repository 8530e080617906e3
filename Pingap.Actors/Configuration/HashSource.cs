namespace Pingap.Actors.Configuration;

/// <summary>Which part of a request is hashed to choose its backend.</summary>
public enum HashSource
{
    /// <summary>The client's address.</summary>
    ClientAddress,

    /// <summary>Path and query as received.</summary>
    Url,

    /// <summary>The path in its normal form, as locations match it.</summary>
    Path,

    /// <summary>The first field of a name.</summary>
    Header,

    /// <summary>A cookie.</summary>
    Cookie,

    /// <summary>A query parameter as received.</summary>
    Query,
}
