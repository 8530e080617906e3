namespace Pingap.Actors.Discovery;

/// <summary>What the discovery of one upstream says to its parent.</summary>
public static class DiscoveryProtocol
{
    /// <summary>Said when it has looked for the first time, whatever it found, and whenever other backends hold than before: they stand in its <see cref="DiscoveredBackends"/>.</summary>
    public sealed record BackendsFound
    {
        /// <summary>The only one.</summary>
        public static BackendsFound Instance { get; } = new();
    }
}
