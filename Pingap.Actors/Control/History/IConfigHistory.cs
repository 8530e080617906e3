using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control.History;

/// <summary>
/// The versions that were in force, bounded in number, and which one holds. Used by the config actor alone, one call at a time. Every write is all or nothing, and
/// stays when the process is killed right after it.
/// </summary>
public interface IConfigHistory
{
    /// <summary>Which version holds, or <c>null</c> before the first.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    Task<Standing?> StandingAsync(CancellationToken cancellation);

    /// <summary>The version of a number, or <c>null</c> when there is none, or it is forgotten.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    Task<ConfigVersion?> FindAsync(long number, CancellationToken cancellation);

    /// <summary>All versions that are kept, oldest first, without their documents.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    Task<ValueList<ConfigVersion>> ListAsync(CancellationToken cancellation);

    /// <summary>Adds a version, says which one holds, and forgets the oldest beyond the bound, never one that holds.</summary>
    /// <exception cref="IOException">The store cannot be written.</exception>
    Task AddAsync(ConfigVersion version, Standing standing, CancellationToken cancellation);

    /// <summary>Says which version holds.</summary>
    /// <exception cref="IOException">The store cannot be written.</exception>
    Task HoldAsync(Standing standing, CancellationToken cancellation);
}
