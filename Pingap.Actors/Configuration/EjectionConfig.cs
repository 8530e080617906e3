namespace Pingap.Actors.Configuration;

/// <summary>When a backend that fails requests is ejected, that is left out for a while (the <c>eject_*</c> keys).</summary>
/// <param name="ConsecutiveFailures">Failures in a row that eject it; 0 is off.</param>
/// <param name="FailurePercent">Share of failures in the window, in percent, that ejects it; 0 is off.</param>
/// <param name="MinRequests">Requests the window must hold before the share counts.</param>
/// <param name="Window">Length of the window.</param>
/// <param name="BaseDuration">How long it is left out the first time; the second time in a row twice as long, and so on.</param>
/// <param name="MaxDuration">How long it is left out at most.</param>
/// <param name="MaxPercent">Share of the group's backends, in percent, that may be left out at a time.</param>
public sealed record EjectionConfig(
    int ConsecutiveFailures, int FailurePercent, int MinRequests, TimeSpan Window, TimeSpan BaseDuration, TimeSpan MaxDuration, int MaxPercent)
{
    /// <summary>Off, with the values that its other keys have when not given.</summary>
    public static readonly EjectionConfig Off = new(0, 0, 10, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), 50);

    /// <summary>Whether any rule can eject a backend.</summary>
    public bool IsEnabled => ConsecutiveFailures > 0 || FailurePercent > 0;
}
