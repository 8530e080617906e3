namespace Pingap.EndToEnd.Tests.Load.Unrest;

/// <summary>How a request of a <see cref="MoodyClient"/> ended.</summary>
internal enum UnrestEnd
{
    /// <summary>With its own whole answer.</summary>
    Answered,

    /// <summary>With 502.</summary>
    BadGateway,

    /// <summary>With 503, of the proxy or of a backend.</summary>
    Unavailable,

    /// <summary>With 504.</summary>
    TimedOut,

    /// <summary>With an answer that visibly ended too early.</summary>
    Cut,

    /// <summary>The client did not wait for the end.</summary>
    Left,
}
