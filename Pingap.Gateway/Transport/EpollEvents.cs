namespace Pingap.Gateway.Transport;

/// <summary>The event bits of <c>epoll_ctl(2)</c>.</summary>
internal static class EpollEvents
{
    public const uint Input = 0x1;

    /// <summary>Urgent data has come (RFC 9293 §3.8.5).</summary>
    public const uint Urgent = 0x2;

    public const uint Output = 0x4;
    public const uint Error = 0x8;
    public const uint HangUp = 0x10;

    /// <summary>The peer has ended its side.</summary>
    public const uint PeerEnded = 0x2000;

    /// <summary>Of several loops that watch one socket, wake one that sleeps, not all.</summary>
    public const uint Exclusive = 1u << 28;

    public const uint EdgeTriggered = 1u << 31;
}
