namespace Pingap.Actors.Health;

/// <summary>The end of one request to a backend.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Status">The status for <see cref="OutcomeKind.Answered"/>, else 0.</param>
public readonly record struct Outcome(OutcomeKind Kind, int Status = 0)
{
    /// <summary>An answer with a status.</summary>
    public static Outcome Answered(int status) => new(OutcomeKind.Answered, status);
}
