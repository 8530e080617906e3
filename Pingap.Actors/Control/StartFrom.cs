namespace Pingap.Actors.Control;

/// <summary>What a proxy begins with when its source has errors.</summary>
public enum StartFrom
{
    /// <summary>Nothing: it refuses to start, so that whoever started it notices.</summary>
    Source,

    /// <summary>The last good configuration, loudly: a machine that reboots with a broken file goes on serving.</summary>
    LastGood,
}
