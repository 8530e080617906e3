namespace Pingap.Actors.Balancing;

/// <summary>Which requests a backend may get: all, none, or a few on trial while its circuit breaker is half-open.</summary>
public readonly record struct Admission
{
    private Admission(bool isNone, bool isTrial, long trial, int places)
    {
        IsNone = isNone;
        IsTrial = isTrial;
        Trial = trial;
        Places = places;
    }

    /// <summary>Every request.</summary>
    public static Admission All { get; } = AllSince(0);

    /// <summary>No request.</summary>
    public static Admission None { get; } = new(true, false, 0, 0);

    /// <summary>Whether every request may go to the backend.</summary>
    public bool IsAll => !IsNone && !IsTrial;

    /// <summary>Whether no request may go to the backend.</summary>
    public bool IsNone { get; }

    /// <summary>Whether only as many requests may go to it as the trial has places.</summary>
    public bool IsTrial { get; }

    /// <summary>Tells one trial from the next; without one the last there was, 0 for none.</summary>
    public long Trial { get; }

    /// <summary>How many requests the trial takes.</summary>
    public int Places { get; }

    /// <summary>A trial with so many places.</summary>
    public static Admission OnTrial(long trial, int places) => new(false, true, trial, places);

    /// <summary>Every request, after a trial that went well.</summary>
    public static Admission AllSince(long trial) => new(false, false, trial, 0);
}
