using Pingap.Actors.Configuration;

namespace Pingap.Actors.Discovery.Docker;

/// <summary>Asks the Docker engine for the containers with certain labels, again whenever it tells that something happened to one.</summary>
public sealed class DockerDiscovery : IDiscovery
{
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(5);

    private readonly DiscoveryConfig _how;
    private readonly DockerAddress _address;
    private readonly TimeSpan _reconnectAfter;
    private readonly DockerEngine _engine;

    /// <summary>Connects when it first reads or watches.</summary>
    /// <param name="question">The labels.</param>
    /// <param name="address">Where the engine listens.</param>
    public DockerDiscovery(DiscoveryQuestion question, DockerAddress address)
        : this(question, address, ReconnectAfter)
    {
    }

    internal DockerDiscovery(DiscoveryQuestion question, DockerAddress address, TimeSpan reconnectAfter)
    {
        (_how, _address, _reconnectAfter) = (question.How, address, reconnectAfter);
        _engine = new DockerEngine(address);
    }

    /// <inheritdoc/>
    public async Task<DiscoveryReading> ReadAsync(CancellationToken cancellation) =>
        new((await Task.WhenAll(_how.Containers.Select(label => ReadAsync(label, cancellation))).ConfigureAwait(false)).ToValueList());

    /// <inheritdoc/>
    public IDisposable? Watch(Action changed) => _address.Wrong.Length > 0 ? null : new DockerWatch(_engine, _reconnectAfter, changed);

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();

    private async Task<EntryReading> ReadAsync(ContainerLabel label, CancellationToken cancellation)
    {
        if (_address.Wrong.Length > 0) return EntryReading.Failed(label.ToString(), _address.Wrong);
        try
        {
            return ContainerBackends.Of(label, await _engine.ContainersAsync(label.Label, cancellation).ConfigureAwait(false), _how);
        }
        catch (IOException unasked)
        {
            return EntryReading.Failed(label.ToString(), unasked.Message);
        }
    }
}
