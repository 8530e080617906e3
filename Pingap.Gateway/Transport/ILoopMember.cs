namespace Pingap.Gateway.Transport;

/// <summary>Somebody whose descriptor a loop watches.</summary>
internal interface ILoopMember
{
    /// <summary>Called on the loop, with the events of <see cref="EpollEvents"/>; possibly once more after it was forgotten.</summary>
    void OnReady(uint events);

    /// <summary>The loop has ended and will never call again.</summary>
    void OnLoopEnded();
}
