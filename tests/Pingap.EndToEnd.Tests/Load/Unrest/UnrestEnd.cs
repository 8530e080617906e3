namespace Pingap.EndToEnd.Tests.Load.Unrest;

/// <summary>How a request of a <see cref="MoodyClient"/> ended.</summary>
internal enum UnrestEnd
{
    /// <summary>With its own whole answer.</summary>
    Answered,

    /// <summary>With an error page of the proxy, or a 503 of a backend.</summary>
    Refused,

    /// <summary>With an answer that visibly ended too early.</summary>
    Cut,

    /// <summary>The client did not wait for the end.</summary>
    Left,
}
