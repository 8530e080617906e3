namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>Who has a connection at the time.</summary>
internal interface IConnectionUser
{
    /// <summary>Ends the use if it is one that <paramref name="cut"/> is to end. Called on any thread, and perhaps when the use is over.</summary>
    void BreakOff(CancellationToken cut);
}
