namespace Pingap.Actors.Handoff;

/// <summary>A message that somebody counts on. When nobody is left to handle it, the dead letters abandon it.</summary>
public interface IPooledMessage
{
    /// <summary>Ends what the message stands for without an actor; does nothing if it was handled already.</summary>
    void Abandon();
}
