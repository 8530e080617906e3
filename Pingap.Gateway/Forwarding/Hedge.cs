namespace Pingap.Gateway.Forwarding;

/// <summary>
/// A second copy of a request, sent to another backend when the first one is late; the first good answer is taken, and the other copy given up.
/// Of one exchange.
/// </summary>
/// <remarks>Source: Dean and Barroso, "The tail at scale", 2013.</remarks>
/// <param name="after">How long the first copy has for itself.</param>
public abstract class Hedge(TimeSpan after)
{
    /// <summary>How long the first copy has for itself.</summary>
    public TimeSpan After { get; } = after;

    /// <summary>Whether the second copy was sent.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Whether the result of the exchange is that of the second copy.</summary>
    public bool HasWon { get; private set; }

    /// <summary>What became of the copy whose result is not that of the exchange.</summary>
    public ForwardResult Other { get; private set; } = new(ForwardError.GivenUp, 0);

    /// <summary>How long the first byte of the second copy's answer took; zero if it is not the one that was taken.</summary>
    public TimeSpan FirstByte { get; private set; }

    /// <summary>Cancelled when the second copy's backend is drained and the time for that is over.</summary>
    public abstract CancellationToken BrokenOff { get; }

    /// <summary>Looks for another backend, one that can take the request at once.</summary>
    /// <returns>The backend, or <c>null</c> if there is none or none is to be asked.</returns>
    public abstract ValueTask<BackendOrigin?> PickAsync();

    /// <summary>The copy that was given up is no longer under way. Said at any time after the result was taken, and on any thread.</summary>
    public abstract void OtherEnded();

    /// <summary>The second copy is on its way.</summary>
    internal void Sent() => IsSent = true;

    /// <summary>One copy's result is taken.</summary>
    /// <param name="isSecond">Which.</param>
    /// <param name="other">What became of the other.</param>
    /// <param name="firstByte">How long the answer took, of the second.</param>
    internal void Took(bool isSecond, ForwardResult other, TimeSpan firstByte) =>
        (HasWon, Other, FirstByte) = (isSecond, other, isSecond ? firstByte : TimeSpan.Zero);
}
