namespace Pingap.Actors.Discovery;

/// <summary>Knows where the backends of one upstream are to be found.</summary>
public interface IDiscovery : IDisposable
{
    /// <summary>Looks every entry up. Trouble is part of the reading.</summary>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    Task<DiscoveryReading> ReadAsync(CancellationToken cancellation);

    /// <summary>Says, until it is disposed of, that something may have changed; <c>null</c> where nobody would tell.</summary>
    /// <param name="changed">Called on any thread.</param>
    /// <exception cref="IOException">The system has no notification to give.</exception>
    IDisposable? Watch(Action changed);
}
