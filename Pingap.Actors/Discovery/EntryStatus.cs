namespace Pingap.Actors.Discovery;

/// <summary>What looking an entry of <c>addrs</c> up has come to.</summary>
public enum EntryStatus
{
    /// <summary>It has the backends that were found; where nothing is asked but what runs now, that may be none.</summary>
    Found,

    /// <summary>Whoever knows says that it has none: the name does not exist, or has no address.</summary>
    Gone,

    /// <summary>Nobody could say.</summary>
    Failed,
}
