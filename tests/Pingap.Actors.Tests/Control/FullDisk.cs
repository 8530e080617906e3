using Pingap.Actors.Configuration;
using Pingap.Actors.Control.History;

namespace Pingap.Actors.Tests.Control;

/// <summary>A history whose disk takes nothing more when the test says so.</summary>
internal sealed class FullDisk : IConfigHistory
{
    private readonly MemoryConfigHistory _kept = new();
    private volatile bool _isFull;

    public bool IsFull
    {
        get => _isFull;
        set => _isFull = value;
    }

    public Task<Standing?> StandingAsync(CancellationToken cancellation) => _kept.StandingAsync(cancellation);

    public Task<ConfigVersion?> FindAsync(long number, CancellationToken cancellation) => _kept.FindAsync(number, cancellation);

    public Task<ValueList<ConfigVersion>> ListAsync(CancellationToken cancellation) => _kept.ListAsync(cancellation);

    public Task AddAsync(ConfigVersion version, Standing standing, CancellationToken cancellation) =>
        IsFull ? throw new IOException("no space left") : _kept.AddAsync(version, standing, cancellation);

    public Task HoldAsync(Standing standing, CancellationToken cancellation) =>
        IsFull ? throw new IOException("no space left") : _kept.HoldAsync(standing, cancellation);
}
