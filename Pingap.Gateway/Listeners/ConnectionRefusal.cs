namespace Pingap.Gateway.Listeners;

/// <summary>Why a connection is not taken.</summary>
internal enum ConnectionRefusal
{
    /// <summary>It is taken.</summary>
    None,

    /// <summary>There are as many as there may be.</summary>
    TooManyInAll,

    /// <summary>There are as many of its address as there may be.</summary>
    TooManyOfAddress,

    /// <summary>Its address has opened as many of late as it may.</summary>
    TooFast,
}
