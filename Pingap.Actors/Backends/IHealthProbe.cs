namespace Pingap.Actors.Backends;

/// <summary>Finds out whether one backend works. Used by one prober at a time.</summary>
public interface IHealthProbe : IDisposable
{
    /// <summary>Probes once, within the probe's own timeouts. What goes wrong with the backend is a result, not an exception.</summary>
    Task<ProbeResult> ProbeAsync(CancellationToken cancellation);
}
