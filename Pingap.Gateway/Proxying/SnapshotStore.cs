namespace Pingap.Gateway.Proxying;

/// <summary>The one reference that changes when a configuration is applied.</summary>
public sealed class SnapshotStore
{
    private volatile ProxySnapshot _current = ProxySnapshot.Empty;

    /// <summary>The newest snapshot. A request reads it once: two reads may be two worlds.</summary>
    public ProxySnapshot Current => _current;

    /// <summary>Makes a snapshot the one that the next request sees.</summary>
    public void Publish(ProxySnapshot next) => _current = next;
}
