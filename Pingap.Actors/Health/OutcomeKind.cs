namespace Pingap.Actors.Health;

/// <summary>How a request to a backend ended, as far as it says something about the backend.</summary>
public enum OutcomeKind
{
    /// <summary>The backend answered with a status, and its body arrived whole.</summary>
    Answered,

    /// <summary>No connection could be opened: refused, unreachable, too slow, or its TLS handshake failed.</summary>
    ConnectFailed,

    /// <summary>The backend was too slow: answering, or between bytes.</summary>
    TimedOut,

    /// <summary>The connection broke, or what came was no HTTP.</summary>
    Broken,

    /// <summary>The backend had not begun its answer when another one, asked later, had. Seldom it means nothing; a backend that hangs shows in no other way where a second one is asked in time.</summary>
    Overtaken,

    /// <summary>The client left or misbehaved; the backend is not to blame, nor proven good.</summary>
    Inconclusive,
}
