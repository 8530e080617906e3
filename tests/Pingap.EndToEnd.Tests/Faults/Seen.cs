namespace Pingap.EndToEnd.Tests.Faults;

/// <summary>What a client sees of a request that met a faulty backend.</summary>
public enum Seen
{
    /// <summary>The whole answer of the faulty backend.</summary>
    Whole,

    /// <summary>The whole answer of another backend.</summary>
    Another,

    /// <summary>An answer that visibly ends too early.</summary>
    Cut,

    /// <summary>502.</summary>
    BadGateway,

    /// <summary>504.</summary>
    GatewayTimeout,
}
