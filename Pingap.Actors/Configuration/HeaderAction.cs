namespace Pingap.Actors.Configuration;

/// <summary>What a header rule does to a field.</summary>
public enum HeaderAction
{
    /// <summary>Replaces whatever is there.</summary>
    Set,

    /// <summary>Adds another line or value beside what is there.</summary>
    Add,

    /// <summary>Takes it away.</summary>
    Remove,
}
