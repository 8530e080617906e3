using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control.History;

/// <summary>
/// A history that never stands in the way: a version that its store cannot take is kept in memory, and written with the next one. A disk that is full must not keep anybody from
/// mending a configuration.
/// </summary>
/// <param name="store">Where versions go.</param>
/// <param name="failed">Told of every failure of the store, from any thread.</param>
internal sealed class LastingHistory(IConfigHistory store, Action<IOException> failed) : IConfigHistory, IDisposable
{
    private readonly List<ConfigVersion> _unwritten = [];
    private readonly SemaphoreSlim _turn = new(1);
    private Standing? _standing;

    /// <inheritdoc/>
    public Task<Standing?> StandingAsync(CancellationToken cancellation) => InTurnAsync(
        null, async () => _standing ??= await store.StandingAsync(cancellation).ConfigureAwait(false), cancellation);

    /// <inheritdoc/>
    public Task<ConfigVersion?> FindAsync(long number, CancellationToken cancellation) => InTurnAsync(
        null,
        async () => _unwritten.Find(version => version.Number == number) ?? await store.FindAsync(number, cancellation).ConfigureAwait(false),
        cancellation);

    /// <inheritdoc/>
    public async Task<ValueList<ConfigVersion>> ListAsync(CancellationToken cancellation)
    {
        var written = await InTurnAsync([], () => store.ListAsync(cancellation), cancellation).ConfigureAwait(false);
        var unwritten = await InTurnAsync([], () => Task.FromResult(_unwritten.Select(version => version with { Documents = [] }).ToValueList()), cancellation).ConfigureAwait(false);
        return written.Concat(unwritten).DistinctBy(version => version.Number).ToValueList();
    }

    /// <inheritdoc/>
    public Task AddAsync(ConfigVersion version, Standing standing, CancellationToken cancellation) => InTurnAsync(
        false,
        async () =>
        {
            _standing = standing;
            if (_unwritten.Count == MemoryConfigHistory.DefaultBound) _unwritten.RemoveAt(0);
            _unwritten.Add(version);
            while (_unwritten is [var first, ..])
            {
                await store.AddAsync(first, standing, cancellation).ConfigureAwait(false);
                _unwritten.Remove(first);
            }

            return true;
        },
        cancellation);

    /// <inheritdoc/>
    public Task HoldAsync(Standing standing, CancellationToken cancellation) => InTurnAsync(
        false,
        async () =>
        {
            _standing = standing;
            await store.HoldAsync(standing, cancellation).ConfigureAwait(false);
            return true;
        },
        cancellation);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<T> InTurnAsync<T>(T otherwise, Func<Task<T>> call, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (IOException broken)
        {
            failed(broken);
            return otherwise;
        }
        finally
        {
            _turn.Release();
        }
    }
}
