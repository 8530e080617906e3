namespace Pingap.EndToEnd.Tests.Wire.Responses;

/// <summary>What becomes of a response.</summary>
public enum Outcome
{
    /// <summary>502, before the client got an octet of it. Its own connection goes on; the one to the backend does not.</summary>
    Refused,

    /// <summary>The client's connection breaks in the answer, so that nobody can take it for a whole one; the one to the backend is not used again.</summary>
    Cut,

    /// <summary>Refused or cut: whether the client had begun to get it when it went wrong is a matter of time.</summary>
    RefusedOrCut,

    /// <summary>The client gets it, in the one meaning that it has; the backend's connection may be used again if <see cref="Running.PlayEnd.Stay"/> says so.</summary>
    Passed,

    /// <summary>As <see cref="Passed"/>, or refused: it has one meaning, but need not be borne.</summary>
    PassedOrRefused,
}
