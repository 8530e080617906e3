using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control.History;

/// <summary>A history that ends with the process.</summary>
/// <param name="bound">How many versions are kept.</param>
public sealed class MemoryConfigHistory(int bound = MemoryConfigHistory.DefaultBound) : IConfigHistory
{
    /// <summary>How many versions a history keeps unless told otherwise.</summary>
    public const int DefaultBound = 100;

    private readonly List<ConfigVersion> _versions = [];
    private Standing? _standing;

    /// <inheritdoc/>
    public Task<Standing?> StandingAsync(CancellationToken cancellation) => Task.FromResult(_standing);

    /// <inheritdoc/>
    public Task<ConfigVersion?> FindAsync(long number, CancellationToken cancellation) => Task.FromResult(_versions.Find(version => version.Number == number));

    /// <inheritdoc/>
    public Task<ValueList<ConfigVersion>> ListAsync(CancellationToken cancellation) =>
        Task.FromResult(_versions.Select(version => version with { Documents = [] }).ToValueList());

    /// <inheritdoc/>
    public Task AddAsync(ConfigVersion version, Standing standing, CancellationToken cancellation)
    {
        _versions.Add(version);
        _standing = standing;
        foreach (var forgotten in _versions.Take(Math.Max(0, _versions.Count - bound)).Where(old => !standing.Holds(old.Number)).ToList()) _versions.Remove(forgotten);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task HoldAsync(Standing standing, CancellationToken cancellation)
    {
        _standing = standing;
        return Task.CompletedTask;
    }
}
