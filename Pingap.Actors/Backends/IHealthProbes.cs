namespace Pingap.Actors.Backends;

/// <summary>Makes the probes that backends are checked with.</summary>
public interface IHealthProbes
{
    /// <summary>The probe that the settings ask for; the caller disposes it.</summary>
    IHealthProbe Create(BackendSettings settings);
}
