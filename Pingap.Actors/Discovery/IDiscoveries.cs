namespace Pingap.Actors.Discovery;

/// <summary>Makes what looks for backends.</summary>
public interface IDiscoveries
{
    /// <summary>What looks for the answer to a question.</summary>
    IDiscovery Create(DiscoveryQuestion question);
}
