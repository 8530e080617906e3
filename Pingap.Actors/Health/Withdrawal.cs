namespace Pingap.Actors.Health;

/// <summary>Somebody's word that nothing new shall go to a backend.</summary>
/// <param name="Since">When it was first given.</param>
/// <param name="Deadline">When what is still under way is broken off; <c>null</c> for never.</param>
/// <param name="IsDisabled">Whether the backend is not to be probed either.</param>
public sealed record Withdrawal(DateTimeOffset Since, DateTimeOffset? Deadline, bool IsDisabled)
{
    /// <summary>What was asked, for people: <c>an operator: drain within 30s</c>.</summary>
    public string Cause { get; init; } = "";

    /// <summary>Who asked, for people: <c>by root</c>.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>Two words together: the earlier deadline, and unprobed if either says so. The cause is that of the stricter one.</summary>
    public static Withdrawal? Both(Withdrawal? one, Withdrawal? other)
    {
        if (one is null || other is null) return one ?? other;
        var stricter = other.IsDisabled && !one.IsDisabled ? other : one;
        return stricter with
        {
            Since = one.Since < other.Since ? one.Since : other.Since,
            Deadline = one.Deadline is null || other.Deadline < one.Deadline ? other.Deadline : one.Deadline,
        };
    }
}
