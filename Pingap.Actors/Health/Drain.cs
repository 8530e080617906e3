namespace Pingap.Actors.Health;

/// <summary>
/// A backend's way out of service: active → draining → drained, or disabled. A value; each step returns the next.
/// </summary>
/// <param name="State">Whether requests go to it.</param>
/// <param name="Since">When this state began; without meaning while it is active.</param>
/// <param name="Deadline">When what is still under way is broken off; <c>null</c> for never, and when that has been done.</param>
/// <param name="BrokenOff">How many requests were broken off because the time was over.</param>
public readonly record struct Drain(DrainState State, DateTimeOffset Since, DateTimeOffset? Deadline, int BrokenOff)
{
    /// <summary>A backend that nobody has withdrawn.</summary>
    public static Drain Initial { get; }

    /// <summary>Whether nothing new goes to it.</summary>
    public bool IsOut => State is not DrainState.Active;

    /// <summary>Whether what is under way is to be broken off now.</summary>
    public bool IsDue(DateTimeOffset now) => Deadline <= now;

    /// <summary>The drain after somebody's word. A deadline that has come by then is left to <see cref="At"/>.</summary>
    /// <param name="word">The word that holds now; <c>null</c> when it was taken back. To say the same again changes nothing.</param>
    /// <param name="left">Requests under way.</param>
    /// <param name="now">The time.</param>
    public Drain Ordered(Withdrawal? word, int left, DateTimeOffset now)
    {
        if (word is null) return Initial;
        var isEmpty = State is DrainState.Drained || left == 0;
        var state = word.IsDisabled ? DrainState.Disabled : isEmpty ? DrainState.Drained : DrainState.Draining;
        var since = state == State ? Since : State is DrainState.Draining ? now : word.Since;
        // A deadline that has passed was kept when it came.
        var isKept = State is DrainState.Drained or DrainState.Disabled && word.Deadline < now;
        return new Drain(state, since, isKept ? null : word.Deadline, BrokenOff);
    }

    /// <summary>The drain of a backend that has left its group: it goes on with the deadline it had, if any.</summary>
    /// <param name="left">Requests under way.</param>
    /// <param name="now">The time.</param>
    public Drain Left(int left, DateTimeOffset now) =>
        Ordered(new Withdrawal(IsOut ? Since : now, Deadline, IsDisabled: false), left, now);

    /// <summary>The drain at a time.</summary>
    /// <param name="now">The time.</param>
    /// <param name="left">Requests under way.</param>
    public Drain At(DateTimeOffset now, int left)
    {
        var isDraining = State is DrainState.Draining;
        if (IsDue(now))
        {
            return new Drain(isDraining ? DrainState.Drained : State, isDraining ? now : Since, null, BrokenOff + left);
        }

        return isDraining && left == 0 ? this with { State = DrainState.Drained, Since = now } : this;
    }
}
