namespace Pingap.Actors.Health;

/// <summary>The end of one request to a backend.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Status">The status for <see cref="OutcomeKind.Answered"/>, else 0.</param>
/// <param name="Cause">The name of a transport failure's cause (<see cref="TransportCause"/>), or <c>null</c>.</param>
public readonly record struct Outcome(OutcomeKind Kind, int Status = 0, string? Cause = null)
{
    /// <summary>An answer with a status.</summary>
    public static Outcome Answered(int status) => new(OutcomeKind.Answered, status);

    /// <summary>What was seen, for people: <c>last status 503</c>; empty when it says nothing about the backend.</summary>
    public string Words => Kind switch
    {
        OutcomeKind.Answered => $"last status {Status}",
        OutcomeKind.ConnectFailed => "last connection failed",
        OutcomeKind.TimedOut => "last request timed out",
        OutcomeKind.Overtaken => "last request was answered sooner by another backend",
        OutcomeKind.Broken => "last connection broke",
        _ => "",
    };

    /// <summary>The same with the name of the cause: <c>last connection failed (ECONNREFUSED)</c>.</summary>
    public string Evidence => Cause is null ? Words : $"{Words} ({Cause})";
}
