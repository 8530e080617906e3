namespace Pingap.EndToEnd.Tests.Wire.Requests;

/// <summary>What becomes of a request.</summary>
public enum Fate
{
    /// <summary>The client gets a refusal and the end of its connection; no octet reaches a backend.</summary>
    Refused,

    /// <summary>It goes wrong in its body: as <see cref="Refused"/>, but a backend may have seen the beginning. It never sees a whole request.</summary>
    Cut,

    /// <summary>The proxy answers by itself, and the connection goes on.</summary>
    Answered,

    /// <summary>A backend gets it, in the one meaning that it has; the connection goes on.</summary>
    Passed,

    /// <summary>As <see cref="Passed"/>, and the connection ends after the answer.</summary>
    PassedLast,

    /// <summary>The client closes before it has sent all that it promised: no backend sees a whole request.</summary>
    Abandoned,
}
