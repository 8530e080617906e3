namespace Pingap.Actors.Configuration.Comparing;

/// <summary>What became of an entity of the configuration.</summary>
public enum ChangeKind
{
    /// <summary>Only the new configuration has it.</summary>
    Added,

    /// <summary>Both have it, and it differs.</summary>
    Changed,

    /// <summary>Only the old configuration has it.</summary>
    Removed,
}
