using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control.History;

/// <summary>
/// A history that never stands in the way: a version that its store cannot take is kept in memory, and written as soon as the store takes it. A disk that is full must not
/// keep anybody from mending a configuration. Outlives the crashes of the actor that uses it.
/// </summary>
/// <param name="store">Where versions go.</param>
public sealed class LastingHistory(IConfigHistory store) : IConfigHistory
{
    private readonly List<ConfigVersion> _unwritten = [];
    private readonly Lock _turn = new();
    private Task _last = Task.CompletedTask;
    private Standing? _standing;
    private bool _isStandingWritten = true;
    private bool _isUnreadable;

    /// <summary>Told of every failure of the store, from any thread.</summary>
    public Action<IOException> Failed { get; set; } = static _ => { };

    /// <inheritdoc/>
    public Task<Standing?> StandingAsync(CancellationToken cancellation) => InTurnAsync(
        null,
        async () =>
        {
            if (_standing is not null || _isUnreadable) return _standing;
            try
            {
                return _standing = await MendedAsync(() => store.StandingAsync(cancellation)).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // What cannot be read now must not be written over later: its numbers are not known.
                _isUnreadable = true;
                throw;
            }
        });

    /// <inheritdoc/>
    public Task<ConfigVersion?> FindAsync(long number, CancellationToken cancellation) => InTurnAsync(
        null,
        async () => _unwritten.Find(version => version.Number == number)
            ?? (_isUnreadable ? null : await MendedAsync(() => store.FindAsync(number, cancellation)).ConfigureAwait(false)));

    /// <inheritdoc/>
    public async Task<ValueList<ConfigVersion>> ListAsync(CancellationToken cancellation)
    {
        var written = await InTurnAsync([], () => _isUnreadable ? Task.FromResult<ValueList<ConfigVersion>>([]) : MendedAsync(() => store.ListAsync(cancellation))).ConfigureAwait(false);
        var unwritten = await InTurnAsync([], () => Task.FromResult(_unwritten.Select(version => version with { Documents = [] }).ToValueList())).ConfigureAwait(false);
        return written.Concat(unwritten).DistinctBy(version => version.Number).ToValueList();
    }

    /// <inheritdoc/>
    public Task AddAsync(ConfigVersion version, Standing standing, CancellationToken cancellation) => InTurnAsync(
        false,
        () =>
        {
            if (_unwritten.Count == MemoryConfigHistory.DefaultBound) _unwritten.RemoveAt(0);
            _unwritten.Add(version);
            return MendedAsync(() => WriteAsync(standing, cancellation));
        });

    /// <inheritdoc/>
    public Task HoldAsync(Standing standing, CancellationToken cancellation) => InTurnAsync(false, () => MendedAsync(() => WriteAsync(standing, cancellation)));

    /// <summary>Writes what the store did not take before, if anything.</summary>
    public Task RetryAsync(CancellationToken cancellation) => InTurnAsync(
        false, () => (_unwritten.Count > 0 || !_isStandingWritten) && !_isUnreadable ? MendedAsync(() => WriteAsync(_standing!, cancellation)) : Task.FromResult(true));

    private async Task<bool> WriteAsync(Standing standing, CancellationToken cancellation)
    {
        (_standing, _isStandingWritten) = (standing, false);
        if (_isUnreadable) return false;
        if (_unwritten.Count == 0) await store.HoldAsync(standing, cancellation).ConfigureAwait(false);
        while (_unwritten is [var first, ..])
        {
            await store.AddAsync(first, standing, cancellation).ConfigureAwait(false);
            _unwritten.Remove(first);
        }

        _isStandingWritten = true;
        return true;
    }

    private async Task<T> MendedAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (HistoryDamagedException damaged)
        {
            Failed(damaged);
            return await call().ConfigureAwait(false);
        }
    }

    private Task<T> InTurnAsync<T>(T otherwise, Func<Task<T>> call)
    {
        lock (_turn)
        {
            var next = AfterAsync(_last, otherwise, call);
            _last = next;
            return next;
        }
    }

    private async Task<T> AfterAsync<T>(Task before, T otherwise, Func<Task<T>> call)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (IOException broken)
        {
            Failed(broken);
            return otherwise;
        }
    }
}
